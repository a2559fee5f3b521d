package io.holdfast.domain.scoring;

import io.holdfast.domain.customers.Fact;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.FeatureContracts;
import io.holdfast.domain.models.FeatureVector;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/// Scores, runs and facts in lists. What is counted from facts is counted when it is asked for, as
/// of the newest run.
public final class InMemoryCustomerScores
        implements CustomerScores, CustomerScoreQueries, DashboardQueries {

    private static final Duration LAPSE = Duration.ofDays(91);

    private static final Comparator<Place> IN_ORDER =
            Comparator.comparing(Place::at)
                    .thenComparingDouble(Place::probability)
                    .reversed()
                    .thenComparing(Place::origin)
                    .thenComparing(InMemoryCustomerScores::compareKeys);

    private enum Status {
        RUNNING,
        FINISHED,
        BROKEN_OFF
    }

    private static final class Course {
        private final Run run;
        private Status status = Status.RUNNING;
        private Instant touchedAt;
        private long refused;
        private final List<Score> scores = new ArrayList<>();

        Course(Run run) {
            this.run = run;
            this.touchedAt = run.startedAt();
        }
    }

    private record Key(String contract, String customer) {}

    private record Kept(Score score, ContractId contract, Instant asOf) {}

    private final FeatureContracts contracts;
    private final InMemoryInferenceLog log;
    private final List<Fact> facts = new ArrayList<>();
    private final Map<UUID, Course> courses = new LinkedHashMap<>();
    private final Map<Key, Kept> kept = new HashMap<>();

    /// @param contracts tells features in the caller's terms
    /// @param log whose predictions are told beside the base's
    public InMemoryCustomerScores(FeatureContracts contracts, InMemoryInferenceLog log) {
        this.contracts = contracts;
        this.log = log;
    }

    public synchronized void add(List<Fact> some) {
        facts.addAll(some);
    }

    public synchronized void forget(String customer) {
        facts.removeIf(fact -> fact.value("customer_id").filter(customer::equals).isPresent());
        kept.keySet().removeIf(key -> key.customer().equals(customer));
    }

    @Override
    public synchronized boolean begin(Run run) {
        for (var course : courses.values()) {
            if (course.run.contract().name().equals(run.contract().name())
                    && course.status == Status.RUNNING) {
                if (!course.touchedAt.isBefore(run.startedAt().minus(STALE))) {
                    return false;
                }
                course.status = Status.BROKEN_OFF;
            }
        }
        courses.put(run.id(), new Course(run));
        return true;
    }

    @Override
    public synchronized boolean add(Run run, List<Score> scores, long refused, Instant at) {
        if (scores.size() > MAX_PAGE) {
            throw new IllegalArgumentException("at most " + MAX_PAGE + " scores at once");
        }
        var course = running(run);
        course.ifPresent(found -> {
            found.touchedAt = at;
            found.refused += refused;
            for (var score : scores) {
                found.scores.add(score);
                if (customers().anyMatch(score.customer()::equals)) {
                    kept.merge(
                            new Key(run.contract().name(), score.customer()),
                            new Kept(score, run.contract(), run.asOf()),
                            (old, made) -> old.asOf().isAfter(made.asOf()) ? old : made);
                }
            }
        });
        return course.isPresent();
    }

    private Optional<Course> running(Run run) {
        return Optional.ofNullable(courses.get(run.id()))
                .filter(course -> course.status == Status.RUNNING);
    }

    @Override
    public synchronized boolean finish(Run run, Instant at) {
        var course = running(run);
        course.ifPresent(found -> {
            found.status = Status.FINISHED;
            found.touchedAt = at;
            var name = run.contract().name();
            if (newestCourse(name, Instant.MAX).orElseThrow() == found) {
                kept.entrySet()
                        .removeIf(entry ->
                                entry.getKey().contract().equals(name)
                                        && entry.getValue().asOf().isBefore(run.asOf()));
            }
        });
        return course.isPresent();
    }

    @Override
    public synchronized void breakOff(Run run, Instant at) {
        running(run).ifPresent(course -> course.status = Status.BROKEN_OFF);
    }

    private Optional<Course> newestCourse(String contractName, Instant before) {
        return courses.values().stream()
                .filter(course -> course.status == Status.FINISHED)
                .filter(course -> course.run.contract().name().equals(contractName))
                .filter(course -> course.run.asOf().isBefore(before))
                .max(
                        Comparator.comparing((Course course) -> course.run.asOf())
                                .thenComparing(course -> course.touchedAt));
    }

    @Override
    public synchronized Optional<Finished> newest(String contractName) {
        return newestCourse(contractName, Instant.MAX)
                .map(course ->
                        new Finished(
                                course.run,
                                course.touchedAt,
                                course.scores.size(),
                                course.refused));
    }

    @Override
    public synchronized long factChanges() {
        return facts.size();
    }

    @Override
    public synchronized List<Customer> list(
            String contractName, String level, Start start, int limit) {
        var listed =
                customers()
                        .distinct()
                        .map(id -> customer(id, contractName))
                        .filter(customer -> isOf(level, levelOf(customer)))
                        .sorted(
                                Comparator.comparingDouble(InMemoryCustomerScores::probability)
                                        .reversed()
                                        .thenComparing(Customer::id));
        return switch (start) {
            case Start.Skipping(var customers) -> listed.skip(customers).limit(limit).toList();
            case Start.After(var probability, var id) ->
                    listed.filter(customer ->
                                    probability(customer) < probability
                                            || (probability(customer) == probability
                                                    && customer.id().compareTo(id) > 0))
                            .limit(limit)
                            .toList();
            case Start.AfterUnscored(var id) ->
                    listed.filter(customer ->
                                    customer.rating() instanceof Rating.NotYet
                                            && customer.id().compareTo(id) > 0)
                            .limit(limit)
                            .toList();
        };
    }

    private static String levelOf(Customer customer) {
        return switch (customer.rating()) {
            case Rating.Rated rated -> rated.riskLevel();
            case Rating.NotYet() -> "none";
        };
    }

    private static boolean isOf(String wanted, String level) {
        return wanted.equals(ANY_LEVEL) || wanted.equals(level);
    }

    private static double probability(Customer customer) {
        return switch (customer.rating()) {
            case Rating.Rated rated -> rated.probability();
            case Rating.NotYet() -> -1;
        };
    }

    @Override
    public synchronized long count(String contractName, String level) {
        return list(contractName, level, new Start.Skipping(0), Integer.MAX_VALUE).size();
    }

    @Override
    public synchronized Optional<Customer> find(String contractName, String id) {
        return customers().anyMatch(id::equals)
                ? Optional.of(customer(id, contractName))
                : Optional.empty();
    }

    private Customer customer(String id, String contractName) {
        var fact =
                of(FactKind.CUSTOMERS)
                        .filter(one -> one.value("customer_id").orElse("").equals(id))
                        .findFirst()
                        .orElseThrow();
        var name = fact.value("first_name").orElse("") + " " + fact.value("last_name").orElse("");
        return new Customer(
                id,
                name.strip(),
                fact.value("email").orElse(""),
                Optional.ofNullable(kept.get(new Key(contractName, id)))
                        .<Rating>map(one ->
                                rated(
                                        one.contract(),
                                        one.score().modelVersion(),
                                        one.score().stage().label(),
                                        one.score().features(),
                                        one.score().probability().value(),
                                        one.score().riskLevel(),
                                        one.asOf()))
                        .orElseGet(Rating.NotYet::new));
    }

    private Rating.Rated rated(
            ContractId id,
            int modelVersion,
            String stage,
            FeatureVector features,
            double probability,
            String level,
            Instant at) {
        var contract = contracts.find(id).orElseThrow();
        return new Rating.Rated(
                id,
                modelVersion,
                stage,
                contract.display(features),
                probability,
                level,
                contract.advice().of(contract, features, level),
                at);
    }

    @Override
    public synchronized List<Predicted> predictions(
            String contractName, String level, Instant from, Instant to, Place after, int limit) {
        var answered =
                log.predictions().stream()
                        .filter(one -> one.contract().name().equals(contractName))
                        .map(one ->
                                new Predicted(
                                        new Place(
                                                one.at(),
                                                one.probability().value(),
                                                Origin.ANSWERED,
                                                one.id().toString()),
                                        one.entity(),
                                        one.at(),
                                        rated(
                                                one.contract(),
                                                one.modelVersion(),
                                                one.stage().label(),
                                                one.features(),
                                                one.probability().value(),
                                                one.riskLevel(),
                                                one.at())));
        var base =
                newestCourse(contractName, Instant.MAX).stream()
                        .flatMap(course -> base(contractName, course.run.asOf()));
        return Stream.concat(answered, base)
                .filter(one -> isOf(level, one.rated().riskLevel()))
                .filter(one -> !one.place().at().isBefore(from) && one.place().at().isBefore(to))
                .filter(one -> IN_ORDER.compare(one.place(), after) > 0)
                .sorted(Comparator.comparing(Predicted::place, IN_ORDER))
                .limit(limit)
                .toList();
    }

    private Stream<Predicted> base(String contractName, Instant run) {
        return list(contractName, ANY_LEVEL, new Start.Skipping(0), Integer.MAX_VALUE).stream()
                .filter(customer -> customer.rating() instanceof Rating.Rated)
                .map(customer -> {
                    var rated = (Rating.Rated) customer.rating();
                    var place = new Place(run, rated.probability(), Origin.BASE, customer.id());
                    return new Predicted(place, customer.id(), rated.asOf(), rated);
                });
    }

    private static int compareKeys(Place one, Place other) {
        return switch (one.origin()) {
            case ANSWERED -> other.key().compareTo(one.key());
            case BASE -> one.key().compareTo(other.key());
        };
    }

    @Override
    public synchronized Stats stats(String contractName) {
        var newest = newestCourse(contractName, Instant.MAX);
        var risk = BigDecimal.ZERO;
        for (var score : newest.map(InMemoryCustomerScores::highRisk).orElse(List.of())) {
            var asOf = newest.orElseThrow().run.asOf();
            var year =
                    orders(score.customer(), asOf.minus(Duration.ofDays(365)), asOf).stream()
                            .map(order -> new BigDecimal(order.value("total").orElse("0")))
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
            risk = risk.add(year.multiply(BigDecimal.valueOf(score.probability().value())));
        }
        return new Stats(
                customers().count(),
                churnRate(Instant.MAX),
                newest.map(course -> highRisk(course).size()).orElse(0),
                risk.setScale(2, RoundingMode.HALF_UP));
    }

    private static List<Score> highRisk(Course course) {
        return course.scores.stream()
                .filter(score -> {
                    var level = score.riskLevel().toLowerCase(Locale.ROOT);
                    return level.equals("high") || level.equals("critical");
                })
                .toList();
    }

    @Override
    public synchronized List<Point> trends(String contractName, List<Instant> edges) {
        var points = new ArrayList<Point>();
        for (int i = 1; i < edges.size(); i++) {
            var from = edges.get(i - 1);
            var to = edges.get(i);
            points.add(
                    new Point(
                            from,
                            churnRate(to),
                            newestCourse(contractName, to)
                                    .<HighRisk>map(
                                            course -> new HighRisk.Counted(highRisk(course).size()))
                                    .orElseGet(HighRisk.Unknown::new),
                            known(from, to),
                            lapses().filter(at -> isIn(at, from, to)).count()));
        }
        return List.copyOf(points);
    }

    private static boolean isIn(Instant at, Instant from, Instant to) {
        return !at.isBefore(from) && at.isBefore(to);
    }

    /// As of when facts are counted.
    private Instant counted() {
        return courses.values().stream()
                .filter(course -> course.status == Status.FINISHED)
                .map(course -> course.run.asOf())
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
    }

    private double churnRate(Instant before) {
        var end = before.isBefore(counted()) ? before : counted();
        long buyers = 0;
        long churned = 0;
        for (var customer : customers().toList()) {
            var bought = orders(customer, Instant.MIN, end);
            if (!bought.isEmpty()) {
                buyers++;
                churned += at(bought.getLast()).plus(LAPSE).isBefore(end) ? 1 : 0;
            }
        }
        return buyers == 0
                ? 0
                : BigDecimal.valueOf(100 * churned)
                        .divide(BigDecimal.valueOf(buyers), 2, RoundingMode.HALF_UP)
                        .doubleValue();
    }

    private Stream<Instant> lapses() {
        return customers()
                .flatMap(customer -> {
                    var bought = orders(customer, Instant.MIN, counted());
                    var lapses = new TreeSet<Instant>();
                    for (int i = 0; i < bought.size(); i++) {
                        var at = at(bought.get(i)).plus(LAPSE);
                        if (i == bought.size() - 1 || at(bought.get(i + 1)).isAfter(at)) {
                            lapses.add(at);
                        }
                    }
                    return lapses.stream();
                })
                .filter(at -> at.isBefore(counted()));
    }

    private long known(Instant from, Instant to) {
        return of(FactKind.CUSTOMERS)
                .map(customer ->
                        Stream.concat(
                                        customer
                                                .value("registered_at")
                                                .map(Instant::parse)
                                                .stream(),
                                        orders(
                                                        customer.value("customer_id").orElseThrow(),
                                                        Instant.MIN,
                                                        counted())
                                                .stream()
                                                .map(InMemoryCustomerScores::at))
                                .min(Instant::compareTo))
                .flatMap(Optional::stream)
                .filter(at -> isIn(at, from, to) && at.isBefore(counted()))
                .count();
    }

    private Stream<String> customers() {
        return of(FactKind.CUSTOMERS).map(fact -> fact.value("customer_id").orElseThrow());
    }

    private Stream<Fact> of(FactKind kind) {
        return facts.stream().filter(fact -> fact.kind() == kind);
    }

    /// Completed ones, the oldest first.
    private List<Fact> orders(String customer, Instant from, Instant before) {
        return of(FactKind.ORDERS)
                .filter(order -> order.value("customer_id").orElse("").equals(customer))
                .filter(order -> order.value("status").orElse("").equals("completed"))
                .filter(order -> isIn(at(order), from, before))
                .sorted(Comparator.comparing(InMemoryCustomerScores::at))
                .toList();
    }

    private static Instant at(Fact order) {
        return Instant.parse(order.value("ordered_at").orElseThrow());
    }
}
