package io.holdfast.bootstrap.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.adapters.persistence.ingestion.source.MariaDbServer;
import io.holdfast.application.ingestion.source.PullSource.Outcome;
import io.holdfast.application.ingestion.source.TestSource;
import io.holdfast.bootstrap.App;
import io.holdfast.bootstrap.config.Config.Profile;
import io.holdfast.bootstrap.config.ConfigReader;
import io.holdfast.domain.ingestion.source.Pull;
import io.holdfast.domain.ingestion.source.Source;
import io.holdfast.domain.ingestion.source.Source.Destination;
import io.holdfast.domain.ingestion.source.Source.Kind;
import io.holdfast.domain.ingestion.source.Source.Selection;
import io.holdfast.domain.ingestion.source.Source.Server;
import io.holdfast.domain.ingestion.source.Source.Tls;
import io.holdfast.domain.ingestion.source.Source.WatermarkType;
import io.holdfast.domain.kernel.Secret;
import io.holdfast.domain.scoring.StoredFeatures;
import io.holdfast.domain.scoring.StoredFeatures.FeatureSet;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Customers of a real MariaDB become facts by a profile, although the server dies on the way.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PullingIT {

    private static final int CUSTOMERS = 25_000;
    private static final String OLD_KEY = "an old key of at least 32 bytes or so";
    private static final String NEW_KEY = "a new key of at least 32 bytes or so";

    /// Every column of the profile, under its name; what the shop does not know is NULL.
    private static final String PEOPLE =
            """
            SELECT id AS customer_id, name AS first_name, NULL AS last_name, mail AS email,
                NULL AS phone, NULL AS date_of_birth, NULL AS gender,
                changed_at AS registration_date, NULL AS customer_segment,
                NULL AS preferred_channel, NULL AS address_line1, NULL AS city, NULL AS state,
                NULL AS zip_code, NULL AS country, changed_at
            FROM people
            """;

    private final Optional<MariaDbServer> started = MariaDbServer.start();

    @BeforeAll
    void can_run() {
        assumeThat(started)
                .as("MariaDB's binaries run on Linux on x86-64 with the usual libraries only")
                .isPresent();
    }

    @AfterAll
    void stop() {
        started.ifPresent(MariaDbServer::close);
    }

    private static App open(TestDatabase database, Path folder, String... pairs) {
        var settings = database.settings();
        var environment =
                new HashMap<>(
                        Map.of(
                                "HOLDFAST_DB_URL", settings.jdbcUrl(),
                                "HOLDFAST_DB_USER", settings.user(),
                                "HOLDFAST_DB_PASSWORD", settings.password(),
                                "HOLDFAST_DATA_DIR", folder.toString(),
                                "HOLDFAST_EGRESS_ALLOW", "127.0.0.1"));
        for (int i = 0; i < pairs.length; i += 2) {
            environment.put(pairs[i], pairs[i + 1]);
        }
        var config = ConfigReader.read(Map.of(), environment, folder, Profile.PRODUCTION);
        return App.open(config, Clock.systemUTC(), App.Ownership.OWNER);
    }

    private Source shop() {
        var server = started.orElseThrow();
        return new Source(
                "shop",
                server.server(),
                server.user(),
                new Selection(PEOPLE, "changed_at", WatermarkType.MOMENT),
                new Destination("c360", "customers"),
                Source.schedule(5),
                Source.DEFAULT_PAGE_SIZE,
                true);
    }

    private void fill() {
        started.orElseThrow()
                .execute(
                        "CREATE TABLE people (id varchar(20) PRIMARY KEY, name varchar(50),"
                                + " mail varchar(50), changed_at datetime(6)) CHARACTER SET utf8mb4",
                        // Seven to a moment, so that pages end within ties.
                        """
                        INSERT INTO people
                        SELECT concat('c', seq), concat('Ann 🎁 ', seq), NULL,
                            TIMESTAMP '2025-01-01 00:00:00' + INTERVAL seq DIV 7 SECOND
                        FROM seq_1_to_%d
                        """
                                .formatted(CUSTOMERS));
    }

    private static long customers(TestDatabase database, String condition) throws SQLException {
        try (var connection = database.connect();
                var select =
                        connection.prepareStatement(
                                "SELECT count(*) FROM customers WHERE " + condition);
                var rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void pulls_25_000_customers_although_the_server_dies_and_goes_on_by_the_watermark(
            @TempDir Path folder) throws SQLException {
        var server = started.orElseThrow();
        fill();
        try (var database = TestDatabase.empty()) {
            try (var app = open(database, folder, "HOLDFAST_SECRET_KEY", OLD_KEY)) {
                var _ = app.changeSources().add(shop(), server.secret(), "ann");
                assertThat(app.testSource().test("shop"))
                        .isInstanceOfSatisfying(
                                TestSource.Outcome.Works.class,
                                works ->
                                        assertThat(works.columns())
                                                .startsWith("customer_id", "first_name")
                                                .endsWith("country", "changed_at"));
                var dead = new AtomicBoolean();

                var broken =
                        app.pullSource()
                                .pull(
                                        "shop",
                                        "ann",
                                        _ -> {
                                            if (dead.compareAndSet(false, true)) {
                                                server.kill();
                                            }
                                        });

                assertThat(((Outcome.Ended) broken).pull().state())
                        .isInstanceOf(Pull.State.Failed.class);
                assertThat(customers(database, "true")).isBetween(9_990L, 10_000L);
                assertThat(app.sourceQueries().find("shop").orElseThrow().state().failures())
                        .isEqualTo(1);
            }
            server.startAgain();
            try (var app =
                    open(
                            database,
                            folder,
                            "HOLDFAST_SECRET_KEY",
                            NEW_KEY,
                            "HOLDFAST_PREVIOUS_SECRET_KEYS",
                            OLD_KEY)) {
                var pulls = new ArrayList<Pull>();
                var _ = app.changeSources().askForPull("shop");
                app.pullSource().pullDue(pulls::add);

                assertThat(pulls)
                        .singleElement()
                        .satisfies(pull ->
                                assertThat(pull.state()).isInstanceOf(Pull.State.Completed.class));
                assertThat(customers(database, "true")).isEqualTo(CUSTOMERS);
                assertThat(customers(database, "first_name LIKE 'Ann 🎁 %'")).isEqualTo(CUSTOMERS);
            }
            sees_changes_after_the_watermark_and_no_others(database, folder);
            orders_of_a_postgresql_make_features_of_these_customers(database, folder);
        }
    }

    /// The secret was sealed anew by the new key: the old one is not needed any more.
    private void sees_changes_after_the_watermark_and_no_others(TestDatabase database, Path folder)
            throws SQLException {
        var server = started.orElseThrow();
        server.execute(
                "UPDATE people SET name = 'changed', changed_at = '2025-06-01' WHERE id = 'c1'",
                "UPDATE people SET name = 'unseen' WHERE id = 'c2'",
                "INSERT INTO people VALUES ('late', 'late', NULL, '2024-01-01')");
        try (var app = open(database, folder, "HOLDFAST_SECRET_KEY", NEW_KEY)) {
            var pull = ((Outcome.Ended) app.pullSource().pull("shop", "ann", _ -> {})).pull();

            assertThat(pull.state()).isInstanceOf(Pull.State.Completed.class);
            assertThat(pull.progress().rows())
                    .as("the last moment's and the new one")
                    .isBetween(2L, 8L);
            assertThat(customers(database, "first_name = 'changed'")).isEqualTo(1);
            assertThat(customers(database, "first_name IN ('unseen', 'late')")).isZero();
        }
        try (var app = open(database, folder, "HOLDFAST_SECRET_KEY", OLD_KEY)) {
            var pull = ((Outcome.Ended) app.pullSource().pull("shop", "ann", _ -> {})).pull();
            assertThat(pull.state()).isInstanceOf(Pull.State.Refused.class);
        }
    }

    private void orders_of_a_postgresql_make_features_of_these_customers(
            TestDatabase database, Path folder) {
        try (var till = TestDatabase.empty();
                var app = open(database, folder, "HOLDFAST_SECRET_KEY", NEW_KEY)) {
            till.execute(
                    """
                    CREATE TABLE sales (no bigint PRIMARY KEY, who text, at timestamptz,
                        amount numeric(12, 2));
                    INSERT INTO sales VALUES
                        (1, 'c1', '2025-02-01 12:00:00+00', 10.50),
                        (2, 'c1', '2025-02-19 23:59:59+00', 20.25),
                        (3, 'c1', '2025-03-01 00:00:00+00', 99.99),
                        (4, 'c2', '2025-01-01 00:00:00+00', 5);
                    """);
            var _ = app.changeSources().add(till(till), new Secret("any"), "ann");

            var pull = ((Outcome.Ended) app.pullSource().pull("till", "ann", _ -> {})).pull();

            assertThat(pull.state()).isInstanceOf(Pull.State.Completed.class);
            assertThat(pull.progress()).isEqualTo(new Pull.Progress(2, 4, 0));
            var features =
                    app.storedFeatures()
                            .find(FeatureSet.RFM, "c1", Instant.parse("2025-03-01T00:00:00Z"))
                            .orElseThrow();
            // The order at the date itself does not count yet.
            assertThat(cell(features, "frequency")).isEqualTo("2");
            assertThat(new BigDecimal(cell(features, "monetary"))).isEqualByComparingTo("30.75");
            assertThat(new BigDecimal(cell(features, "recency"))).isEqualByComparingTo("9");
        }
    }

    private static String cell(StoredFeatures.Row row, String column) {
        return row.cells().get(row.header().indexOf(column));
    }

    /// Three to a page.
    private static Source till(TestDatabase database) {
        var settings = database.settings();
        var address = URI.create(settings.jdbcUrl().substring("jdbc:".length()));
        return new Source(
                "till",
                new Server(
                        Kind.POSTGRESQL,
                        address.getHost(),
                        address.getPort(),
                        address.getPath().substring(1),
                        Tls.OFF),
                settings.user(),
                new Selection(
                        """
                        SELECT no AS transaction_id, who AS customer_id, at AS transaction_date,
                            'Online' AS channel, NULL AS store_id, NULL AS payment_method,
                            NULL AS subtotal, NULL AS tax_amount, NULL AS discount_amount,
                            amount AS total_amount, 'EUR' AS currency, 'Completed' AS status
                        FROM sales
                        """,
                        "transaction_id",
                        WatermarkType.NUMBER),
                new Destination("c360", "transactions"),
                Source.schedule(0),
                3,
                true);
    }

    @Test
    void a_profile_that_is_not_there_stops_the_pull(@TempDir Path folder) {
        var server = started.orElseThrow();
        server.execute("CREATE TABLE one (n bigint)", "INSERT INTO one VALUES (1)");
        var source =
                new Source(
                        "one",
                        server.server(),
                        server.user(),
                        new Selection("SELECT n FROM one", "n", WatermarkType.NUMBER),
                        new Destination("nowhere", "customers"),
                        Source.schedule(0),
                        10,
                        true);
        try (var database = TestDatabase.empty();
                var app = open(database, folder, "HOLDFAST_SECRET_KEY", NEW_KEY)) {
            var _ = app.changeSources().add(source, server.secret(), "ann");
            var pull = ((Outcome.Ended) app.pullSource().pull("one", "ann", _ -> {})).pull();

            assertThat(pull.state())
                    .isInstanceOfSatisfying(
                            Pull.State.Refused.class,
                            refused ->
                                    assertThat(refused.reason())
                                            .isEqualTo("there is no import profile nowhere"));
            var wrong = new Secret("wr0ng-passw0rd");
            var _ = app.changeSources().remove("one");
            var _ = app.changeSources().add(source, wrong, "ann");
            assertThat(app.testSource().test("one"))
                    .isEqualTo(
                            new TestSource.Outcome.Fails(
                                    "the server refuses this user or password"));
        }
    }
}
