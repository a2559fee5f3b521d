package io.holdfast.application.identity;

import io.holdfast.domain.identity.ApiKey;
import io.holdfast.domain.identity.ApiKeys;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.identity.Tier;
import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.Network;
import io.holdfast.domain.kernel.Sha256;
import io.holdfast.domain.kernel.Transactions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Makes a key for a client. The text is shown once; what is kept is its digest.
public final class IssueApiKey {

    /// @param expiresAt `Instant.MAX` for never
    /// @param networks where it may be used from; empty for anywhere
    public record Command(
            String client,
            Set<Scope> scopes,
            Tier tier,
            List<Network> networks,
            Instant expiresAt) {}

    public sealed interface Outcome {
        record Issued(ApiKey key, String text) implements Outcome {
            @Override
            public String toString() {
                return "Issued[" + key.id() + "]";
            }
        }

        /// The client holds as many live keys as it may.
        record TooMany(String client) implements Outcome {}

        /// The client's keys come with the configuration, which would take this one away.
        record Configured(String client) implements Outcome {}
    }

    private final Transactions transactions;
    private final ApiKeys keys;
    private final Sha256 sha256;
    private final IdSource ids;
    private final InstantSource clock;
    private final RandomGenerator random;

    /// @param random a cryptographically strong source
    public IssueApiKey(
            Transactions transactions,
            ApiKeys keys,
            Sha256 sha256,
            IdSource ids,
            InstantSource clock,
            RandomGenerator random) {
        this.transactions = transactions;
        this.keys = keys;
        this.sha256 = sha256;
        this.ids = ids;
        this.clock = clock;
        this.random = random;
    }

    /// Issues a key with a new secret.
    public Outcome issue(Command command) {
        if (KeepConfiguredKey.holds(command.client())) {
            return new Outcome.Configured(command.client());
        }
        var text = KeyText.create(random);
        var key =
                new ApiKey(
                        ids.next(),
                        command.client(),
                        sha256.hex(text.getBytes(StandardCharsets.UTF_8)),
                        command.scopes(),
                        command.tier(),
                        command.networks(),
                        clock.instant(),
                        command.expiresAt());
        return transactions.call(() ->
                switch (keys.insert(key)) {
                    case ApiKeys.Insertion.Inserted() -> new Outcome.Issued(key, text);
                    case ApiKeys.Insertion.AlreadyThere() ->
                            throw new IllegalStateException("a random key came twice");
                    case ApiKeys.Insertion.TooMany() -> new Outcome.TooMany(command.client());
                });
    }
}
