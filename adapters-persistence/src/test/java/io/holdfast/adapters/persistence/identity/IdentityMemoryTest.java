package io.holdfast.adapters.persistence.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.identity.ApiKey;
import io.holdfast.domain.identity.ApiKeysContract;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.Session;
import io.holdfast.domain.identity.SessionsContract;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.UsersContract;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdentityMemoryTest {

    private static final ApiKey KEY = ApiKeysContract.key(1, "shop");
    private static final User USER = UsersContract.user(1, "ada", Role.AGENT, true);
    private static final Session SESSION = SessionsContract.session(1, USER);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final AtomicInteger reads = new AtomicInteger();
    private final IdentityMemory memory = new IdentityMemory(now::get);

    @BeforeEach
    void begin() {
        memory.begun();
        memory.current(now.get());
        readAll();
        reads.set(0);
    }

    private void readAll() {
        memory.key(KEY.sha256(), this::readKey);
        memory.session(SESSION.id(), this::readSession);
        memory.user(USER.id(), this::readUser);
    }

    private Optional<ApiKey> readKey(String sha256) {
        reads.incrementAndGet();
        return Optional.of(KEY).filter(key -> key.sha256().equals(sha256));
    }

    private Optional<Session> readSession(UUID id) {
        reads.incrementAndGet();
        return Optional.of(SESSION).filter(session -> session.id().equals(id));
    }

    private Optional<User> readUser(UUID id) {
        reads.incrementAndGet();
        return Optional.of(USER).filter(user -> user.id().equals(id));
    }

    @Test
    void is_not_current_before_the_first_round_trip() {
        var fresh = new IdentityMemory(() -> 0L);
        assertThat(fresh.isCurrent()).isFalse();
        fresh.begun();
        assertThat(fresh.isCurrent()).isFalse();
        fresh.current(0);
        assertThat(fresh.isCurrent()).isTrue();
        fresh.lost();
        assertThat(fresh.isCurrent()).isFalse();
    }

    @Test
    void is_current_for_three_seconds_from_a_round_trip_even_where_the_clock_turns_over() {
        now.addAndGet(IdentityMemory.LEASE.toNanos() - 1);
        assertThat(memory.isCurrent()).isTrue();
        now.incrementAndGet();
        assertThat(memory.isCurrent()).isFalse();
    }

    @Test
    void forgets_what_it_is_told_and_nothing_else() {
        memory.told("key:" + KEY.sha256());
        readAll();
        assertThat(reads).hasValue(1);

        memory.told("session:" + SESSION.id());
        readAll();
        assertThat(reads).hasValue(2);

        memory.told("user:" + USER.id());
        readAll();
        assertThat(reads).hasValue(3);

        memory.told("user:" + new UUID(9, 9));
        readAll();
        assertThat(reads).hasValue(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "", "key", "user:ada", "session", "group:7", ":", "user:"})
    void forgets_everything_when_it_does_not_understand(String payload) {
        memory.told(payload);
        readAll();

        assertThat(reads).hasValue(3);
    }

    @Test
    void remembers_nothing_that_was_read_without_a_lease() {
        memory.lost();
        readAll();
        memory.begun();
        memory.current(now.get());
        readAll();

        assertThat(reads).hasValue(6);
    }
}
