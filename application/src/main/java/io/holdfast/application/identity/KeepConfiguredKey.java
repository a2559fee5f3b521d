package io.holdfast.application.identity;

import io.holdfast.domain.identity.ApiKey;
import io.holdfast.domain.identity.ApiKeys;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.identity.Tier;
import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.Sha256;
import io.holdfast.domain.kernel.Transactions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// Makes the keys that the operator configured count, and only them: one that is configured no
/// longer stops opening anything.
public final class KeepConfiguredKey {

    /// @param text the key itself; empty when none is configured
    public record Command(String client, Set<Scope> scopes, String text) {
        @Override
        public String toString() {
            return "Command[" + client + "]";
        }
    }

    /// Who holds the keys that come with the configuration.
    public static final String CLIENT = "environment";

    public static final String ADMIN_CLIENT = "environment-admin";

    private static final int MAX_KEYS = 10_000;

    private final Transactions transactions;
    private final ApiKeys keys;
    private final Sha256 sha256;
    private final IdSource ids;
    private final InstantSource clock;

    public KeepConfiguredKey(
            Transactions transactions,
            ApiKeys keys,
            Sha256 sha256,
            IdSource ids,
            InstantSource clock) {
        this.transactions = transactions;
        this.keys = keys;
        this.sha256 = sha256;
        this.ids = ids;
        this.clock = clock;
    }

    /// Whether the client's keys come with the configuration, so that nobody else can give or take
    /// one.
    static boolean holds(String client) {
        return client.equals(CLIENT) || client.equals(ADMIN_CLIENT);
    }

    public void keep(Command command) {
        var digest =
                command.text().isEmpty()
                        ? ""
                        : sha256.hex(command.text().getBytes(StandardCharsets.UTF_8));
        transactions.run(() -> {
            keys.list(MAX_KEYS).stream()
                    .filter(key -> key.client().equals(command.client()))
                    .filter(key -> !key.sha256().equals(digest))
                    .forEach(key -> keys.remove(key.id()));
            if (!digest.isEmpty()) {
                // The text may have been another client's, or another scope's, until now.
                keys.findByDigest(digest)
                        .filter(key -> !isAsConfigured(key, command))
                        .ifPresent(key -> keys.remove(key.id()));
                insert(command, digest);
            }
        });
    }

    private static boolean isAsConfigured(ApiKey key, Command command) {
        return key.client().equals(command.client())
                && key.scopes().equals(command.scopes())
                && key.tier() == Tier.INTERNAL
                && key.expiresAt().equals(Instant.MAX);
    }

    private void insert(Command command, String digest) {
        var key =
                new ApiKey(
                        ids.next(),
                        command.client(),
                        digest,
                        command.scopes(),
                        Tier.INTERNAL,
                        List.of(),
                        clock.instant(),
                        Instant.MAX);
        switch (keys.insert(key)) {
            case ApiKeys.Insertion.Inserted _, ApiKeys.Insertion.AlreadyThere _ -> {
                // Counts from here on, or did before.
            }
            case ApiKeys.Insertion.TooMany() ->
                    throw new IllegalStateException("a configured key could not be kept");
        }
    }
}
