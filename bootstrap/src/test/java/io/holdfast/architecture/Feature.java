package io.holdfast.architecture;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A feature has the same package name in every module and may look at few others. Every feature
/// stands on the kernel.
record Feature(String name, Set<String> mayLookAt) {

    static final String KERNEL = "kernel";

    static final List<Feature> ALL =
            List.of(
                    new Feature("identity"),
                    new Feature("customers"),
                    new Feature("models"),
                    new Feature("ingestion", "customers", "models"),
                    new Feature("analytics", "customers"),
                    new Feature("scoring", "customers", "models", "notifications"),
                    new Feature("monitoring", "scoring", "models"),
                    new Feature("notifications"),
                    new Feature("alerts", "scoring", "customers", "notifications"),
                    new Feature("crm", "customers", "scoring", "alerts"));

    static final Map<String, Feature> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Feature::name, Function.identity()));

    private Feature(String name, String... mayLookAt) {
        this(name, Set.of(mayLookAt));
    }

    boolean maySee(String other) {
        return other.equals(name) || other.equals(KERNEL) || mayLookAt.contains(other);
    }
}
