package io.holdfast.domain.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.kernel.AtOnce;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every `KeyUsage`, and the `ApiKeyQueries` that show it, promises. Begins with an empty
/// store.
public interface KeyUsageContract {

    Instant NOON = ApiKeysContract.NOON;

    KeyUsage keyUsage();

    ApiKeys apiKeys();

    ApiKeyQueries apiKeyQueries();

    /// Makes what was told show, instead of waiting for it.
    void settle();

    private Instant lastUseOf(ApiKey key) {
        return apiKeyQueries().list(100, 0).keys().stream()
                .filter(listed -> listed.key().equals(key))
                .findFirst()
                .orElseThrow()
                .lastUsedAt();
    }

    @Test
    default void a_key_that_nobody_used_was_never_used() {
        var key = ApiKeysContract.key(1, "shop");
        apiKeys().insert(key);
        settle();

        assertThat(lastUseOf(key)).isEqualTo(Instant.MIN);
    }

    @Test
    default void shows_the_latest_use_in_whatever_order_it_is_told() {
        var key = ApiKeysContract.key(1, "shop");
        var other = ApiKeysContract.key(2, "shop");
        apiKeys().insert(key);
        apiKeys().insert(other);

        keyUsage().used(key.id(), NOON.plusSeconds(60));
        keyUsage().used(key.id(), NOON);
        keyUsage().used(key.id(), NOON.plusSeconds(120));
        keyUsage().used(key.id(), NOON.plusSeconds(30));
        settle();

        assertThat(lastUseOf(key)).isEqualTo(NOON.plusSeconds(120));
        assertThat(lastUseOf(other)).isEqualTo(Instant.MIN);
    }

    @Test
    default void an_earlier_use_that_is_told_later_changes_nothing() {
        var key = ApiKeysContract.key(1, "shop");
        apiKeys().insert(key);
        keyUsage().used(key.id(), NOON.plusSeconds(60));
        settle();
        keyUsage().used(key.id(), NOON);
        settle();

        assertThat(lastUseOf(key)).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    default void passes_over_a_key_that_is_not_there() {
        var key = ApiKeysContract.key(1, "shop");
        apiKeys().insert(key);
        keyUsage().used(new UUID(1, 1), NOON);
        keyUsage().used(key.id(), NOON);
        settle();

        assertThat(lastUseOf(key)).isEqualTo(NOON);
    }

    @Test
    default void callers_at_once_lose_nothing() {
        var key = ApiKeysContract.key(1, "shop");
        apiKeys().insert(key);
        AtOnce.call(
                8,
                caller -> {
                    keyUsage().used(key.id(), NOON.plusSeconds(10L * caller));
                    return caller;
                });
        settle();

        assertThat(lastUseOf(key)).isEqualTo(NOON.plusSeconds(70));
    }

    @Test
    default void lists_by_client_then_newest_first_a_page_at_a_time_and_counts_all() {
        apiKeys().insert(ApiKeysContract.key(1, "till"));
        apiKeys().insert(ApiKeysContract.key(2, "Shop"));
        apiKeys().insert(ApiKeysContract.key(3, "Shop"));

        var first = apiKeyQueries().list(2, 0);
        var second = apiKeyQueries().list(2, 2);

        assertThat(first.keys())
                .extracting(ApiKeyQueries.Listed::key)
                .containsExactly(ApiKeysContract.key(3, "Shop"), ApiKeysContract.key(2, "Shop"));
        assertThat(second.keys())
                .extracting(ApiKeyQueries.Listed::key)
                .containsExactly(ApiKeysContract.key(1, "till"));
        assertThat(first.total()).isEqualTo(3);
        assertThat(apiKeyQueries().list(2, 3)).isEqualTo(new ApiKeyQueries.Page(List.of(), 3));
    }
}
