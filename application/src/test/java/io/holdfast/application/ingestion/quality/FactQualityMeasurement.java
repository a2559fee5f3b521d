package io.holdfast.application.ingestion.quality;

import io.holdfast.domain.customers.Fact;
import io.holdfast.domain.customers.FactKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// What it costs to judge facts on their way in. Asked for by `-Dholdfast.measure=true`.
@EnabledIfSystemProperty(named = "holdfast.measure", matches = "true")
final class FactQualityMeasurement {

    private static final int FACTS = 1_000_000;
    private static final int TIMES = 6;

    @Test
    void orders() {
        var random = new Random(1);
        var facts = new ArrayList<Fact>(FACTS);
        for (int i = 0; i < FACTS; i++) {
            facts.add(order(i, random));
        }
        for (int time = 0; time < TIMES; time++) {
            long begun = System.nanoTime();
            var quality = new FactQuality(random);
            facts.forEach(quality::accept);
            long accepted = System.nanoTime();
            var report = quality.report(List.of(), Instant.EPOCH);
            System.getLogger("measurement")
                    .log(
                            System.Logger.Level.INFO,
                            "{0} facts in {1} ms, the report in {2} ms, score {3}",
                            report.records(),
                            TimeUnit.NANOSECONDS.toMillis(accepted - begun),
                            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - accepted),
                            report.score());
        }
    }

    private static Fact order(int number, Random random) {
        var values = new @Nullable String[FactKind.ORDERS.fields().size()];
        double subtotal = Math.exp(4 + random.nextGaussian());
        values[FactKind.ORDERS.indexOf("order_id")] = "O" + number;
        values[FactKind.ORDERS.indexOf("customer_id")] = "C" + number % 100_000;
        values[FactKind.ORDERS.indexOf("ordered_at")] =
                Instant.EPOCH.plusSeconds(1_700_000_000L + 60L * number).toString();
        values[FactKind.ORDERS.indexOf("channel")] = "online";
        values[FactKind.ORDERS.indexOf("subtotal")] = amount(subtotal);
        values[FactKind.ORDERS.indexOf("tax")] = amount(0.2 * subtotal);
        values[FactKind.ORDERS.indexOf("discount")] = "0";
        values[FactKind.ORDERS.indexOf("total")] = amount(1.2 * subtotal);
        return Fact.of(FactKind.ORDERS, number + 2L, values);
    }

    private static String amount(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
