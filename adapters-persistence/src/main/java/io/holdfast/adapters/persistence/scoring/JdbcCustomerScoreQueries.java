package io.holdfast.adapters.persistence.scoring;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.models.FeatureContracts;
import io.holdfast.domain.scoring.CustomerScoreQueries;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Reads of the scores in the order of their indexes. Features and recommendations are told by the
/// contract version that the customer was scored by.
public final class JdbcCustomerScoreQueries implements CustomerScoreQueries {

    private static final String SCORE =
            """
            s.contract_name, s.contract_version, s.model_version, s.stage, s.features,
            s.probability, s.risk_level\
            """;

    /// The level is left out or equal to a constant, so that an index has either order.
    private static final String LIST =
            """
            SELECT %1$s, s.as_of, s.customer_id, c.first_name, c.last_name, c.email
            FROM customer_scores s JOIN customers c ON c.customer_id = s.customer_id
            WHERE s.contract_name = ? %%s
            ORDER BY s.probability DESC, s.customer_id LIMIT ? OFFSET ?
            """
                    .formatted(SCORE);

    private static final String OF_LEVEL = " AND s.risk_level = ?";

    /// The first half alone is what an index can begin at.
    private static final String BEHIND =
            " AND s.probability <= ? AND (s.probability < ? OR s.customer_id > ?)";

    private static final String COUNT =
            "SELECT count(*) FROM customer_scores s WHERE s.contract_name = ?";

    private static final String COUNT_ALL = "SELECT count(*) FROM customers";

    /// In the order of the primary key.
    private static final String UNSCORED =
            """
            SELECT c.customer_id, c.first_name, c.last_name, c.email
            FROM customers c
            WHERE c.customer_id > ? AND NOT EXISTS (
                SELECT FROM customer_scores s
                WHERE s.contract_name = ? AND s.customer_id = c.customer_id)
            ORDER BY c.customer_id LIMIT ? OFFSET ?
            """;

    private static final String FIND =
            """
            SELECT %s, s.as_of, c.customer_id, c.first_name, c.last_name, c.email
            FROM customers c LEFT JOIN customer_scores s
                ON s.contract_name = ? AND s.customer_id = c.customer_id
            WHERE c.customer_id = ?
            """
                    .formatted(SCORE);

    private static final String ANSWERED =
            """
            SELECT %s, s.answered_at AS as_of, s.entity AS customer_id, s.id
            FROM predictions s
            WHERE s.contract_name = ? AND s.answered_at >= ? AND s.answered_at < ? %%s
                AND s.answered_at <= ? AND (s.answered_at, s.probability, s.id) < (?, ?, ?)
            ORDER BY s.answered_at DESC, s.probability DESC, s.id DESC LIMIT ?
            """
                    .formatted(SCORE);

    private static final String NEWEST_RUN =
            """
            SELECT max(as_of) FROM score_runs WHERE contract_name = ? AND status = 'FINISHED'
            """;

    /// Those of one origin are in the database's order already.
    private static final Comparator<Predicted> NEWEST_FIRST =
            Comparator.comparing((Predicted one) -> one.place().at())
                    .thenComparingDouble(one -> one.place().probability())
                    .reversed()
                    .thenComparing(Predicted::origin);

    /// Before it, in falling order, is every answer of a moment and a probability.
    private static final UUID LAST_ANSWER = new UUID(0, 0);

    private final Database database;
    private final FeatureContracts contracts;

    public JdbcCustomerScoreQueries(Database database, FeatureContracts contracts) {
        this.database = database;
        this.contracts = contracts;
    }

    @FunctionalInterface
    private interface Parameters {
        int set(PreparedStatement statement, int at) throws SQLException;
    }

    @Override
    public List<Customer> list(String contractName, String level, Start start, int limit) {
        var page = new ArrayList<>(scored(contractName, level, start, limit));
        if (level.equals(ANY_LEVEL) && page.size() < limit) {
            int wanted = limit - page.size();
            switch (start) {
                case Start.Skipping(var customers) -> {
                    long skipped = Math.max(0, customers - countScored(contractName, level));
                    page.addAll(unscored(contractName, "", skipped, wanted));
                }
                case Start.After _ -> page.addAll(unscored(contractName, "", 0, wanted));
                case Start.AfterUnscored(var customer) ->
                        page.addAll(unscored(contractName, customer, 0, wanted));
            }
        }
        return List.copyOf(page);
    }

    private List<Customer> unscored(String contractName, String after, long skipped, int limit) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(UNSCORED)) {
                select.setString(1, after);
                select.setString(2, contractName);
                select.setInt(3, limit);
                select.setLong(4, skipped);
                try (var rows = select.executeQuery()) {
                    var found = new ArrayList<Customer>();
                    while (rows.next()) {
                        found.add(
                                new Customer(
                                        rows.getString("customer_id"),
                                        ScoreRow.name(rows),
                                        ScoreRow.said(rows.getString("email")),
                                        new Rating.NotYet()));
                    }
                    return List.copyOf(found);
                }
            }
        });
    }

    private List<Customer> scored(String contractName, String level, Start start, int limit) {
        var behind =
                switch (start) {
                    case Start.Skipping _ -> "";
                    case Start.After _ -> BEHIND;
                    case Start.AfterUnscored _ -> " AND false";
                };
        var rows =
                read(
                        LIST.formatted(condition(level) + behind),
                        (select, at) -> {
                            int next = named(select, at, contractName, level);
                            int skipped = 0;
                            switch (start) {
                                case Start.Skipping(var customers) -> skipped = customers;
                                case Start.After(var probability, var customer) -> {
                                    select.setDouble(next++, probability);
                                    select.setDouble(next++, probability);
                                    select.setString(next++, customer);
                                }
                                case Start.AfterUnscored _ -> {
                                    // There is no scored customer behind.
                                }
                            }
                            select.setInt(next++, limit);
                            select.setInt(next++, skipped);
                            return next;
                        });
        var told = new ScoresTold(contracts);
        return rows.stream()
                .map(row -> new Customer(row.customer(), row.name(), row.email(), told.rated(row)))
                .toList();
    }

    private static String condition(String level) {
        return level.equals(ANY_LEVEL) ? "" : OF_LEVEL;
    }

    private static int named(PreparedStatement select, int at, String contractName, String level)
            throws SQLException {
        int next = at;
        select.setString(next++, contractName);
        if (!level.equals(ANY_LEVEL)) {
            select.setString(next++, level);
        }
        return next;
    }

    @Override
    public long count(String contractName, String level) {
        return level.equals(ANY_LEVEL) ? countAll() : countScored(contractName, level);
    }

    private long countAll() {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(COUNT_ALL);
                    var rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    private long countScored(String contractName, String level) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(COUNT + condition(level))) {
                named(select, 1, contractName, level);
                try (var rows = select.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }

    @Override
    public Optional<Customer> find(String contractName, String customer) {
        var rows =
                read(
                        FIND,
                        (select, at) -> {
                            select.setString(at, contractName);
                            select.setString(at + 1, customer);
                            return at + 2;
                        });
        return rows.stream()
                .findFirst()
                .map(row ->
                        new Customer(
                                row.customer(),
                                row.name(),
                                row.email(),
                                row.stage().isEmpty()
                                        ? new Rating.NotYet()
                                        : new ScoresTold(contracts).rated(row)));
    }

    @Override
    public List<Predicted> predictions(
            String contractName, String level, Instant from, Instant to, Place after, int limit) {
        var predicted = new ArrayList<>(answered(contractName, level, from, to, after, limit));
        newestRun(contractName)
                .filter(at -> !at.isBefore(from) && at.isBefore(to) && !at.isAfter(after.at()))
                .ifPresent(run ->
                        scored(contractName, level, baseStart(run, after), limit).stream()
                                .map(customer -> ofBase(run, customer))
                                .flatMap(Optional::stream)
                                .forEach(predicted::add));
        return predicted.stream().sorted(NEWEST_FIRST).limit(limit).toList();
    }

    /// @param run not after the place
    private static Start baseStart(Instant run, Place after) {
        if (run.isBefore(after.at())) {
            return new Start.Skipping(0);
        }
        return switch (after.origin()) {
            // Every id is behind the empty one.
            case ANSWERED -> new Start.After(after.probability(), "");
            case BASE -> new Start.After(after.probability(), after.key());
        };
    }

    private static Optional<Predicted> ofBase(Instant run, Customer customer) {
        return switch (customer.rating()) {
            case Rating.NotYet() -> Optional.empty();
            case Rating.Rated rated ->
                    Optional.of(
                            new Predicted(
                                    new Place(run, rated.probability(), Origin.BASE, customer.id()),
                                    customer.id(),
                                    rated.asOf(),
                                    rated));
        };
    }

    private List<Predicted> answered(
            String contractName, String level, Instant from, Instant to, Place after, int limit) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(ANSWERED.formatted(condition(level)))) {
                int next = 1;
                select.setString(next++, contractName);
                select.setObject(next++, from.atOffset(ZoneOffset.UTC));
                select.setObject(next++, to.atOffset(ZoneOffset.UTC));
                if (!level.equals(ANY_LEVEL)) {
                    select.setString(next++, level);
                }
                select.setObject(next++, after.at().atOffset(ZoneOffset.UTC));
                select.setObject(next++, after.at().atOffset(ZoneOffset.UTC));
                select.setDouble(next++, after.probability());
                select.setObject(
                        next++,
                        switch (after.origin()) {
                            case ANSWERED -> UUID.fromString(after.key());
                            case BASE -> LAST_ANSWER;
                        });
                select.setInt(next, limit);
                try (var rows = select.executeQuery()) {
                    var told = new ScoresTold(contracts);
                    var found = new ArrayList<Predicted>();
                    while (rows.next()) {
                        found.add(told.answered(ScoreRow.of(rows), rows.getString("id")));
                    }
                    return List.copyOf(found);
                }
            }
        });
    }

    private Optional<Instant> newestRun(String contractName) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(NEWEST_RUN)) {
                select.setString(1, contractName);
                try (var rows = select.executeQuery()) {
                    rows.next();
                    return Optional.ofNullable(rows.getObject(1, OffsetDateTime.class))
                            .map(OffsetDateTime::toInstant);
                }
            }
        });
    }

    private List<ScoreRow> read(String sql, Parameters parameters) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(sql)) {
                parameters.set(select, 1);
                try (var rows = select.executeQuery()) {
                    var found = new ArrayList<ScoreRow>();
                    while (rows.next()) {
                        found.add(ScoreRow.ofPerson(rows));
                    }
                    return List.copyOf(found);
                }
            }
        });
    }
}
