package io.holdfast.domain.identity;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What an API key opens. `ADMIN` opens everything.
public enum Scope {
    /// Registering and signing users in, and what needs a user beside the key.
    SIGN_IN("sign-in"),
    /// Scores, singly and in batches.
    PREDICT("predict"),
    /// Why a score is what it is.
    EXPLAIN("explain"),
    /// Versions, cards, contracts, rollouts and experiments.
    MODELS_READ("models:read"),
    /// Tables to train on and outcomes, together with an admin's token.
    MODELS_WRITE("models:write"),
    /// Customer-360 analytics.
    ANALYTICS_READ("analytics:read"),
    /// Customers and what is known of them.
    CUSTOMERS_READ("customers:read"),
    /// Bringing in customers and what they do.
    CUSTOMERS_WRITE("customers:write"),
    /// Alerts and subscriptions to them.
    ALERTS("alerts"),
    METRICS("metrics"),
    ADMIN("admin");

    private final String label;

    Scope(String label) {
        this.label = label;
    }

    /// As the API and the command line spell it.
    public String label() {
        return label;
    }

    public static Optional<Scope> ofLabel(String label) {
        return Arrays.stream(values()).filter(scope -> scope.label.equals(label)).findFirst();
    }

    /// All but `ADMIN`.
    public static Set<Scope> ofClients() {
        return Set.copyOf(EnumSet.complementOf(EnumSet.of(ADMIN)));
    }
}
