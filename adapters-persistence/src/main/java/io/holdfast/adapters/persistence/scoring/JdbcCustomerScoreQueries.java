package io.holdfast.adapters.persistence.scoring;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.FeatureContracts;
import io.holdfast.domain.models.FeatureVector;
import io.holdfast.domain.models.Stage;
import io.holdfast.domain.scoring.CustomerScoreQueries;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

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
            SELECT %s, s.answered_at AS as_of, s.entity AS customer_id
            FROM predictions s
            WHERE s.contract_name = ? AND s.answered_at >= ? AND s.answered_at < ? %%s
            ORDER BY s.answered_at DESC, s.id DESC LIMIT ?
            """
                    .formatted(SCORE);

    private static final String NEWEST_RUN =
            """
            SELECT max(as_of) FROM score_runs WHERE contract_name = ? AND status = 'FINISHED'
            """;

    private static final Comparator<Predicted> NEWEST_FIRST =
            Comparator.comparing(Predicted::at)
                    .reversed()
                    .thenComparing(
                            Comparator.comparingDouble((Predicted one) -> one.rated().probability())
                                    .reversed());

    private final Database database;
    private final FeatureContracts contracts;
    private final JsonMapper json = JsonMapper.builder().build();

    public JdbcCustomerScoreQueries(Database database, FeatureContracts contracts) {
        this.database = database;
        this.contracts = contracts;
    }

    /// A row as it is stored; an empty contract's name where there is no score.
    private record Row(
            String customer,
            String name,
            String email,
            ContractId contract,
            int modelVersion,
            String stage,
            String features,
            double probability,
            String riskLevel,
            Instant at) {}

    @FunctionalInterface
    private interface Parameters {
        int set(PreparedStatement statement, int at) throws SQLException;
    }

    @Override
    public List<Customer> list(String contractName, String level, Start start, int limit) {
        var behind =
                switch (start) {
                    case Start.Skipping _ -> "";
                    case Start.After _ -> BEHIND;
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
                            }
                            select.setInt(next++, limit);
                            select.setInt(next++, skipped);
                            return next;
                        },
                        true);
        var told = new Told();
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
                        },
                        true);
        return rows.stream()
                .findFirst()
                .map(row ->
                        new Customer(
                                row.customer(),
                                row.name(),
                                row.email(),
                                row.stage().isEmpty()
                                        ? new Rating.NotYet()
                                        : new Told().rated(row)));
    }

    @Override
    public List<Predicted> predictions(
            String contractName, String level, Instant from, Instant to, int limit) {
        var answered =
                read(
                        ANSWERED.formatted(condition(level)),
                        (select, at) -> {
                            int next = at;
                            select.setString(next++, contractName);
                            select.setObject(next++, from.atOffset(ZoneOffset.UTC));
                            select.setObject(next++, to.atOffset(ZoneOffset.UTC));
                            if (!level.equals(ANY_LEVEL)) {
                                select.setString(next++, level);
                            }
                            select.setInt(next++, limit);
                            return next;
                        },
                        false);
        var told = new Told();
        var predicted = new ArrayList<Predicted>();
        answered.forEach(row -> predicted.add(told.predicted(row, Origin.ANSWERED)));
        if (newestRun(contractName)
                .filter(at -> !at.isBefore(from) && at.isBefore(to))
                .isPresent()) {
            list(contractName, level, new Start.Skipping(0), limit).stream()
                    .map(JdbcCustomerScoreQueries::ofBase)
                    .flatMap(Optional::stream)
                    .forEach(predicted::add);
        }
        return predicted.stream().sorted(NEWEST_FIRST).limit(limit).toList();
    }

    private static Optional<Predicted> ofBase(Customer customer) {
        return switch (customer.rating()) {
            case Rating.NotYet() -> Optional.empty();
            case Rating.Rated rated ->
                    Optional.of(new Predicted(customer.id(), rated.asOf(), Origin.BASE, rated));
        };
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

    private List<Row> read(String sql, Parameters parameters, boolean withPerson) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(sql)) {
                parameters.set(select, 1);
                try (var rows = select.executeQuery()) {
                    var found = new ArrayList<Row>();
                    while (rows.next()) {
                        found.add(row(rows, withPerson));
                    }
                    return List.copyOf(found);
                }
            }
        });
    }

    private static Row row(ResultSet row, boolean withPerson) throws SQLException {
        var at = row.getObject("as_of", OffsetDateTime.class);
        var contract = row.getString("contract_name");
        return new Row(
                row.getString("customer_id"),
                withPerson ? name(row) : "",
                withPerson ? said(row.getString("email")) : "",
                new ContractId(
                        contract == null ? "none" : contract,
                        Math.max(1, row.getInt("contract_version"))),
                row.getInt("model_version"),
                said(row.getString("stage")),
                said(row.getString("features")),
                row.getDouble("probability"),
                said(row.getString("risk_level")),
                at == null ? Instant.EPOCH : at.toInstant());
    }

    private static String name(ResultSet row) throws SQLException {
        return (said(row.getString("first_name")) + " " + said(row.getString("last_name"))).strip();
    }

    private static String said(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    /// Tells features by their contracts, each of which is fetched once.
    private final class Told {

        private final Map<ContractId, FeatureContract> known = new HashMap<>();

        Rating.Rated rated(Row row) {
            var contract = known.computeIfAbsent(row.contract(), Told.this::contract);
            var vector = vector(row.features());
            return new Rating.Rated(
                    row.contract(),
                    row.modelVersion(),
                    Stage.valueOf(row.stage()).label(),
                    contract.display(vector),
                    row.probability(),
                    row.riskLevel(),
                    contract.advice().of(contract, vector, row.riskLevel()),
                    row.at());
        }

        Predicted predicted(Row row, Origin origin) {
            return new Predicted(row.customer(), row.at(), origin, rated(row));
        }

        private FeatureContract contract(ContractId id) {
            return contracts
                    .find(id)
                    .orElseThrow(() -> new IllegalStateException("no contract " + id));
        }
    }

    private FeatureVector vector(String features) {
        return FeatureVector.of(
                json.readTree(features)
                        .valueStream()
                        .mapToDouble(node -> node.isNull() ? Double.NaN : node.doubleValue())
                        .toArray());
    }
}
