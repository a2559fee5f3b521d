package io.holdfast.bootstrap.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.holdfast.bootstrap.demo.Assortment.Category;
import io.holdfast.bootstrap.demo.Life.Check;
import io.holdfast.domain.customers.Fact;
import io.holdfast.domain.customers.FactField;
import io.holdfast.domain.customers.FactKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetailerTest {

    private static final LocalDate END = LocalDate.parse("2026-03-01");
    private static final int FEW = 1_200;
    private static final String SHA256 =
            "3b87f6a7122d275c5bf9209a1889308e05214ecba63e9664e5f263bebab9ed0d";

    @Test
    void tells_the_same_of_the_same_day_on_every_machine() {
        assertThat(sha256(Retailer.SEED, END))
                .isEqualTo(sha256(Retailer.SEED, END))
                .isEqualTo(SHA256);
    }

    @Test
    void tells_otherwise_of_another_day_and_with_another_seed() {
        assertThat(sha256(Retailer.SEED, END.plusDays(1))).isNotEqualTo(SHA256);
        assertThat(sha256(1, END)).isNotEqualTo(SHA256);
    }

    @Test
    void every_fact_is_complete_within_its_bounds_and_before_the_end() {
        var end = END.atStartOfDay().toInstant(ZoneOffset.UTC);
        Retailer.of(Retailer.SEED, FEW, END)
                .tell(
                        fact -> {
                            assertThat(fact.missing()).isEmpty();
                            var fields = fact.kind().fields();
                            for (int i = 0; i < fields.size(); i++) {
                                check(fields.get(i), fact.at(i), end);
                            }
                        },
                        _ -> {});
    }

    private static void check(FactField field, @Nullable String value, Instant end) {
        if (value != null) {
            assertThat(field.type().fault(value)).as("%s %s", field.name(), value).isEmpty();
            if (field.past() && value.endsWith("Z")) {
                assertThat(Instant.parse(value)).as(field.name()).isBefore(end);
            }
        }
    }

    @Test
    void what_a_fact_refers_to_was_told_before_it_and_nothing_twice() {
        Map<FactKind, Set<String>> told = new EnumMap<>(FactKind.class);
        Retailer.of(Retailer.SEED, FEW, END)
                .tell(
                        fact -> {
                            refersTo(fact, "customer_id", keys(told, FactKind.CUSTOMERS));
                            refersTo(fact, "product_id", keys(told, FactKind.PRODUCTS));
                            refersTo(fact, "order_id", keys(told, FactKind.ORDERS));
                            assertThat(keys(told, fact.kind()).add(key(fact))).isTrue();
                        },
                        _ -> {});
        assertThat(keys(told, FactKind.CUSTOMERS)).hasSize(FEW);
    }

    private static Set<String> keys(Map<FactKind, Set<String>> told, FactKind kind) {
        return told.computeIfAbsent(kind, _ -> new HashSet<>());
    }

    private static void refersTo(Fact fact, String field, Set<String> known) {
        var fields = fact.kind().fields();
        boolean isOwnKey =
                fields.getFirst().name().equals(field) && !OF_OTHERS.contains(fact.kind());
        if (!isOwnKey && fields.stream().anyMatch(one -> one.name().equals(field))) {
            assertThat(known).contains(fact.value(field).orElseThrow());
        }
    }

    /// Kinds whose key is that of what they are about.
    private static final Set<FactKind> OF_OTHERS = Set.of(FactKind.LOYALTY, FactKind.ORDER_LINES);

    private static String key(Fact fact) {
        return fact.kind() == FactKind.ORDER_LINES
                ? fact.at(0) + " " + fact.at(1)
                : "" + fact.at(0);
    }

    @Test
    void the_whole_shop_is_of_the_size_that_a_first_start_can_bear() {
        Map<FactKind, Long> counts = new EnumMap<>(FactKind.class);
        Retailer.upTo(END).tell(fact -> counts.merge(fact.kind(), 1L, Long::sum), _ -> {});
        assertThat(counts.get(FactKind.CUSTOMERS)).isEqualTo(Retailer.CUSTOMERS);
        assertThat(counts.get(FactKind.ORDERS)).isBetween(150_000L, 250_000L);
        assertThat(counts.get(FactKind.ORDER_LINES)).isBetween(250_000L, 400_000L);
        assertThat(counts.get(FactKind.RETURNS)).isBetween(8_000L, 30_000L);
        assertThat(counts.get(FactKind.TICKETS)).isBetween(12_000L, 40_000L);
        assertThat(counts.get(FactKind.APP_SESSIONS)).isBetween(80_000L, 180_000L);
        assertThat(counts.get(FactKind.EVENTS)).isBetween(30_000L, 120_000L);
    }

    @Test
    void as_many_leave_as_the_probabilities_say() {
        var checks = checks(6_000);
        double expected = checks.stream().mapToDouble(one -> one.leaving().probability()).sum();
        long left = checks.stream().filter(Check::left).count();
        assertThat((double) left).isCloseTo(expected, within(3 * Math.sqrt(expected)));
        assertThat(left / 6_000.0).isBetween(0.25, 0.65);
    }

    @Test
    void those_with_worse_drivers_leave_more_often() {
        var checks = checks(6_000);
        moreThan(1.5, checks, one -> one.leaving().badTickets() > 0);
        moreThan(1.2, checks, one -> one.leaving().returnShare() > 0.2);
        moreThan(1.2, checks, one -> one.leaving().failedPayments() > 0);
        moreThan(1.3, checks, one -> !one.leaving().usesApp());
        moreThan(1.2, checks, one -> one.leaving().email() < 0.2);
        moreThan(1.2, checks, one -> !one.leaving().isGold());
        moreThan(1.3, checks, one -> one.leaving().isNew());
        moreThan(1.05, checks, one -> one.leaving().isManual());
        moreThan(1.05, checks, one -> !one.leaving().ownsHome());
    }

    private static void moreThan(double times, List<Check> checks, Predicate<Check> worse) {
        double with = share(checks.stream().filter(worse).toList());
        double without = share(checks.stream().filter(worse.negate()).toList());
        assertThat(with).isGreaterThan(times * without);
    }

    private static double share(List<Check> checks) {
        return checks.stream().filter(Check::left).count() / (double) checks.size();
    }

    @Test
    void who_has_left_buys_no_more() {
        long start = END.minusDays(Retailer.DAYS).toEpochDay();
        for (var life : shop(FEW).lives(0, FEW)) {
            if (life.hasLeft()) {
                long left = (start + life.checks().getLast().day()) * 86_400;
                assertThat(life.orders()).allMatch(order -> order.at() < left);
                assertThat(life.sessions()).allMatch(session -> session.at() < left);
                assertThat(life.events()).isEmpty();
            }
        }
    }

    @Test
    void each_category_comes_back_as_often_as_its_products_are_prone_to() {
        Map<Category, Long> sold = new EnumMap<>(Category.class);
        Map<Category, Long> back = new EnumMap<>(Category.class);
        for (var life : shop(6_000).lives(0, 6_000)) {
            for (var order : life.orders()) {
                if (order.isCompleted()) {
                    order.lines()
                            .forEach(line -> sold.merge(line.product().category(), 1L, Long::sum));
                }
            }
            life.returns()
                    .forEach(one -> back.merge(one.line().product().category(), 1L, Long::sum));
        }
        assertThat(rate(back, sold, Category.ACCESSORIES)).isBetween(0.015, 0.05);
        assertThat(rate(back, sold, Category.BIKES)).isBetween(0.025, 0.09);
        assertThat(rate(back, sold, Category.CLOTHING)).isBetween(0.08, 0.18);
    }

    private static double rate(Map<Category, Long> back, Map<Category, Long> sold, Category one) {
        return back.getOrDefault(one, 0L) / (double) sold.getOrDefault(one, 1L);
    }

    @Test
    void december_and_saturdays_sell_most() {
        long[] months = new long[13];
        long[] weekdays = new long[8];
        for (var life : shop(6_000).lives(0, 6_000)) {
            for (var order : life.orders()) {
                var day = Instant.ofEpochSecond(order.at()).atOffset(ZoneOffset.UTC);
                months[day.getMonthValue()]++;
                weekdays[day.getDayOfWeek().getValue()]++;
            }
        }
        for (int month = 1; month < 12; month++) {
            assertThat(months[12]).as("month %d", month).isGreaterThan(months[month]);
        }
        assertThat((double) months[12] / months[11]).isBetween(1.25, 2.0);
        assertThat((double) weekdays[6] / weekdays[2]).isBetween(1.3, 1.65);
    }

    @Test
    void some_never_bought_and_some_who_stayed_bought_lately() {
        var lives = shop(FEW).lives(0, FEW);
        assertThat(lives).anyMatch(life -> life.orders().isEmpty());
        assertThat(lives).anyMatch(life -> life.shopper().name().email().isEmpty());
        long recent = END.minusDays(30).toEpochDay() * 86_400;
        assertThat(
                        lives.stream()
                                .filter(life ->
                                        life.orders().stream()
                                                .anyMatch(order -> order.at() >= recent))
                                .count())
                .isGreaterThan(FEW / 10);
    }

    private static Retailer shop(int customers) {
        return Retailer.of(Retailer.SEED, customers, END);
    }

    private static List<Check> checks(int customers) {
        return shop(customers).lives(0, customers).stream()
                .flatMap(life -> life.checks().stream())
                .toList();
    }

    private static String sha256(long seed, LocalDate end) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            Retailer.of(seed, FEW, end)
                    .tell(
                            fact -> {
                                var line = new StringBuilder(fact.kind().label());
                                for (int i = 0; i < fact.kind().fields().size(); i++) {
                                    line.append('|').append(fact.value(i).orElse(""));
                                }
                                digest.update(line.toString().getBytes(StandardCharsets.UTF_8));
                            },
                            _ -> {});
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
