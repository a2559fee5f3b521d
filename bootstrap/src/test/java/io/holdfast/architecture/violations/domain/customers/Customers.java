package io.holdfast.architecture.violations.domain.customers;

import java.util.Optional;

/// A driven port; breaks rule 14a, having no contract.
public interface Customers {
    Optional<String> find(String name);
}
