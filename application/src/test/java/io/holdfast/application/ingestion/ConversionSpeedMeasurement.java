package io.holdfast.application.ingestion;

import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.ingestion.ImportProfile;
import io.holdfast.domain.ingestion.InMemoryRecordValues;
import io.holdfast.domain.ingestion.SampleProfiles;
import io.holdfast.domain.models.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// How fast rows become facts, without a file and without a database. Asked for by
/// `-Dholdfast.measure=true`.
@EnabledIfSystemProperty(named = "holdfast.measure", matches = "true")
final class ConversionSpeedMeasurement {

    private static final int ROWS = 1_000_000;
    private static final int TIMES = 5;
    private static final List<String> HEADER =
            List.of("id", "customer", "when", "channel", "payment", "discount", "total", "status");

    @Test
    void rows_of_orders() {
        var target =
                SampleProfiles.target(
                        FactKind.ORDERS,
                        "order_id",
                        "id",
                        "customer_id",
                        "customer",
                        "ordered_at",
                        "when",
                        "channel",
                        "channel",
                        "payment_method",
                        "payment",
                        "discount",
                        "discount",
                        "total",
                        "total",
                        "status",
                        "status");
        var profile = SampleProfiles.of("shop", SampleProfiles.section("orders", target));
        var rows = new ArrayList<Table.Row>(ROWS);
        for (int i = 0; i < ROWS; i++) {
            rows.add(
                    new Table.Row(
                            i + 2,
                            List.of(
                                    "O" + i,
                                    "C" + i % 100_000,
                                    "2025-%02d-%02d %02d:%02d:%02d"
                                            .formatted(
                                                    1 + i % 12, 1 + i % 28, i % 24, i % 60, i % 59),
                                    "online",
                                    "card",
                                    "0.00",
                                    i % 1_000 + ".95",
                                    "completed")));
        }
        for (int time = 0; time < TIMES; time++) {
            long begun = System.nanoTime();
            long facts = convert(profile, rows);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            System.getLogger("measurement")
                    .log(
                            System.Logger.Level.INFO,
                            "{0} facts in {1} ms, {2} rows/s",
                            facts,
                            millis,
                            1_000L * ROWS / millis);
        }
    }

    private static long convert(ImportProfile profile, List<Table.Row> rows) {
        var prepared =
                (RowConverter.Preparation.Ready)
                        RowConverter.prepare(
                                profile,
                                profile.sections().getFirst(),
                                HEADER,
                                new InMemoryRecordValues(),
                                Instant.parse("2026-03-01T12:00:00Z"));
        long facts = 0;
        for (var row : rows) {
            if (prepared.converter().convert(row) == RowConverter.Verdict.CONVERTED) {
                facts += prepared.converter().facts().size();
            }
        }
        return facts;
    }
}
