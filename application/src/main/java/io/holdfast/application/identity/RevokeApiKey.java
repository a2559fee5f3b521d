package io.holdfast.application.identity;

import io.holdfast.domain.identity.ApiKeys;
import io.holdfast.domain.kernel.Transactions;
import java.util.UUID;

/// Takes a key away: it opens nothing from the next request on.
public final class RevokeApiKey {

    public sealed interface Outcome {
        record Revoked(String client) implements Outcome {}

        record UnknownKey(UUID id) implements Outcome {}

        /// The key comes with the configuration, and would be back at the next start.
        record Configured(String client) implements Outcome {}
    }

    private final Transactions transactions;
    private final ApiKeys keys;

    public RevokeApiKey(Transactions transactions, ApiKeys keys) {
        this.transactions = transactions;
        this.keys = keys;
    }

    public Outcome revoke(UUID id) {
        return transactions.call(() -> {
            var found = keys.find(id);
            if (found.isEmpty()) {
                return new Outcome.UnknownKey(id);
            }
            var client = found.get().client();
            if (KeepConfiguredKey.holds(client)) {
                return new Outcome.Configured(client);
            }
            return keys.remove(id) ? new Outcome.Revoked(client) : new Outcome.UnknownKey(id);
        });
    }
}
