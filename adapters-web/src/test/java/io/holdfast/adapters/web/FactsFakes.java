package io.holdfast.adapters.web;

import io.holdfast.application.customers.RecordEvents;
import io.holdfast.domain.customers.InMemoryCustomerQueries;
import io.holdfast.domain.customers.InMemoryFactLoads;

/// What the test server has of stored customers.
final class FactsFakes {

    private final TestServer server;
    final InMemoryFactLoads loads;
    final InMemoryCustomerQueries customers;

    /// @param server its simpler ports are there already
    FactsFakes(TestServer server) {
        this.server = server;
        loads = new InMemoryFactLoads(server.transactions);
        customers = new InMemoryCustomerQueries(loads);
    }

    WebAdapter.Facts useCases() {
        return new WebAdapter.Facts(
                new RecordEvents(server.transactions, loads, server.ids, server.clock), customers);
    }
}
