package io.holdfast.architecture.violations.adapters.web.customers;

import io.holdfast.architecture.violations.domain.customers.Customers;

/// Breaks rule 8.
public final class GoesRoundTheUseCase {
    private final Customers customers;

    public GoesRoundTheUseCase(Customers customers) {
        this.customers = customers;
    }

    public boolean knows(String name) {
        return customers.find(name).isPresent();
    }
}
