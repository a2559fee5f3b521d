package io.holdfast.bootstrap.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.customers.Fact;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.customers.InMemoryCustomerQueries;
import io.holdfast.domain.customers.InMemoryFactLoads;
import io.holdfast.domain.kernel.InMemoryTransactions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DemoShopTest {

    private static final int FEW = 60;

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryFactLoads loads = new InMemoryFactLoads(transactions);
    private final InMemoryCustomerQueries customers = new InMemoryCustomerQueries(loads);
    private final StringWriter printed = new StringWriter();

    private boolean open(String now) {
        return new DemoShop(
                        transactions,
                        loads,
                        customers,
                        InstantSource.fixed(Instant.parse(now)),
                        end -> Retailer.of(Retailer.SEED, FEW, end))
                .open(new PrintWriter(printed));
    }

    @Test
    void stores_the_shop_up_to_the_day_of_the_start() {
        assertThat(open("2026-03-01T17:45:00Z")).isTrue();
        assertThat(customers.count()).isEqualTo(FEW);
        assertThat(loads.stored(FactKind.EVENTS))
                .extracting(event -> event.getOrDefault("occurred_at", ""))
                .allMatch(at -> at.compareTo("2026-01-30") >= 0 && at.compareTo("2026-03-01") < 0);
        assertThat(printed.toString())
                .startsWith(
                        "Making the demonstration's shop: 60 customers and what they did until"
                                + " 2026-02-28.")
                .contains("  100 %  stored, with ");
    }

    @Test
    void nothing_waits_for_what_it_is_about() {
        open("2026-03-01T17:45:00Z");
        for (var kind : FactKind.values()) {
            assertThat(loads.quarantined(kind)).as(kind.label()).isEmpty();
        }
    }

    @Test
    void leaves_customers_alone_who_are_there() {
        var values = new @Nullable String[FactKind.CUSTOMERS.fields().size()];
        values[0] = "MINE-1";
        transactions.run(() -> {
            var load = loads.begin("mine");
            load.add(Fact.of(FactKind.CUSTOMERS, 1, values));
            assertThat(load.finish()).hasSize(1);
        });
        assertThat(open("2026-03-01T17:45:00Z")).isFalse();
        assertThat(customers.count()).isEqualTo(1);
        assertThat(printed.toString()).isEmpty();
    }

    @Test
    void a_second_start_stores_nothing() {
        assertThat(open("2026-03-01T17:45:00Z")).isTrue();
        assertThat(open("2026-03-02T17:45:00Z")).isFalse();
    }
}
