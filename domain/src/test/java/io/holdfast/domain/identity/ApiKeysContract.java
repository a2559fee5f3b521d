package io.holdfast.domain.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.kernel.AtOnce;
import io.holdfast.domain.kernel.Network;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every `ApiKeys` promises. Begins with an empty store.
public interface ApiKeysContract {

    Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

    ApiKeys apiKeys();

    static ApiKey key(int number, String client, Instant createdAt, Instant expiresAt) {
        return new ApiKey(
                new UUID(0x7000L, number),
                client,
                "%064x".formatted(number),
                Set.of(Scope.PREDICT),
                Tier.PREMIUM,
                List.of(),
                createdAt,
                expiresAt);
    }

    static ApiKey key(int number, String client) {
        return key(number, client, NOON.plusSeconds(number), Instant.MAX);
    }

    @Test
    default void finds_a_key_by_its_digest_as_it_was_given() {
        var both =
                new ApiKey(
                        new UUID(0x7000L, 1),
                        "shop",
                        "%064x".formatted(1),
                        Set.of(Scope.PREDICT, Scope.ADMIN),
                        Tier.INTERNAL,
                        List.of(),
                        NOON,
                        Instant.MAX);
        var timed = key(2, "shop", NOON, NOON.plusSeconds(60));

        assertThat(apiKeys().insert(both)).isEqualTo(new ApiKeys.Insertion.Inserted());
        assertThat(apiKeys().insert(timed)).isEqualTo(new ApiKeys.Insertion.Inserted());

        assertThat(apiKeys().findByDigest(both.sha256())).contains(both);
        assertThat(apiKeys().findByDigest(timed.sha256())).contains(timed);
    }

    @Test
    default void finds_a_key_by_its_id_and_no_other() {
        apiKeys().insert(key(1, "shop"));
        apiKeys().insert(key(2, "shop"));

        assertThat(apiKeys().find(key(2, "shop").id())).contains(key(2, "shop"));
        assertThat(apiKeys().find(key(3, "shop").id())).isEmpty();
    }

    @Test
    default void finds_nothing_under_an_unknown_digest() {
        apiKeys().insert(key(1, "shop"));

        assertThat(apiKeys().findByDigest("%064x".formatted(2))).isEmpty();
        assertThat(apiKeys().findByDigest("")).isEmpty();
    }

    @Test
    default void refuses_a_third_live_key_of_a_client() {
        apiKeys().insert(key(1, "shop"));
        apiKeys().insert(key(2, "shop"));

        assertThat(apiKeys().insert(key(3, "shop"))).isEqualTo(new ApiKeys.Insertion.TooMany());

        assertThat(apiKeys().findByDigest("%064x".formatted(3))).isEmpty();
        assertThat(apiKeys().insert(key(3, "till"))).isEqualTo(new ApiKeys.Insertion.Inserted());
    }

    @Test
    default void an_expired_key_leaves_its_place() {
        apiKeys().insert(key(1, "shop", NOON, NOON.plusSeconds(60)));
        apiKeys().insert(key(2, "shop", NOON, NOON.plusSeconds(90)));

        assertThat(apiKeys().insert(key(3, "shop", NOON.plusSeconds(59), Instant.MAX)))
                .isEqualTo(new ApiKeys.Insertion.TooMany());
        assertThat(apiKeys().insert(key(4, "shop", NOON.plusSeconds(60), Instant.MAX)))
                .isEqualTo(new ApiKeys.Insertion.Inserted());
    }

    @Test
    default void says_that_a_digest_is_there_even_to_a_full_client() {
        apiKeys().insert(key(1, "shop"));
        apiKeys().insert(key(2, "shop"));

        assertThat(apiKeys().insert(key(2, "shop")))
                .isEqualTo(new ApiKeys.Insertion.AlreadyThere());
        assertThat(apiKeys().insert(key(1, "till")))
                .isEqualTo(new ApiKeys.Insertion.AlreadyThere());
    }

    @Test
    default void callers_at_once_never_exceed_the_limit_together() {
        var answers = AtOnce.call(6, caller -> apiKeys().insert(key(caller, "shop")));

        assertThat(answers)
                .filteredOn(ApiKeys.Insertion.Inserted.class::isInstance)
                .hasSize(ApiKeys.MAX_PER_CLIENT);
        assertThat(apiKeys().list(10)).hasSize(ApiKeys.MAX_PER_CLIENT);
    }

    @Test
    default void of_callers_at_once_with_one_digest_one_inserts() {
        var answers = AtOnce.call(4, caller -> apiKeys().insert(key(1, "client" + caller)));

        assertThat(answers).filteredOn(ApiKeys.Insertion.Inserted.class::isInstance).hasSize(1);
        assertThat(answers).filteredOn(ApiKeys.Insertion.AlreadyThere.class::isInstance).hasSize(3);
    }

    @Test
    default void lists_by_client_then_newest_first_within_the_limit() {
        apiKeys().insert(key(1, "till"));
        apiKeys().insert(key(2, "Shop"));
        apiKeys().insert(key(3, "Shop"));

        assertThat(apiKeys().list(10))
                .containsExactly(key(3, "Shop"), key(2, "Shop"), key(1, "till"));
        assertThat(apiKeys().list(2)).containsExactly(key(3, "Shop"), key(2, "Shop"));
    }

    @Test
    default void removes_a_key_once() {
        var key = key(1, "shop");
        apiKeys().insert(key);

        assertThat(apiKeys().remove(key.id())).isTrue();
        assertThat(apiKeys().remove(key.id())).isFalse();
        assertThat(apiKeys().findByDigest(key.sha256())).isEmpty();
    }

    @Test
    default void keeps_all_scopes_and_networks_in_their_order() {
        var networks =
                Stream.of("198.51.100.0/24", "192.0.2.7/32", "2001:db8::/48")
                        .map(text -> Network.parse(text).orElseThrow())
                        .toList();
        var key =
                new ApiKey(
                        new UUID(0x7000L, 1),
                        "shop",
                        "%064x".formatted(1),
                        Set.of(Scope.values()),
                        Tier.BASIC,
                        networks,
                        NOON,
                        Instant.MAX);
        var bare =
                new ApiKey(
                        new UUID(0x7000L, 2),
                        "shop",
                        "%064x".formatted(2),
                        Set.of(),
                        Tier.BASIC,
                        List.of(),
                        NOON,
                        Instant.MAX);
        apiKeys().insert(key);
        apiKeys().insert(bare);

        assertThat(apiKeys().findByDigest(key.sha256())).contains(key);
        assertThat(apiKeys().findByDigest(bare.sha256())).contains(bare);
    }
}
