package io.holdfast.adapters.web.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.identity.Password;
import io.holdfast.domain.identity.PasswordHash;
import io.holdfast.domain.kernel.Unavailable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Argon2PasswordHasherTest {

    private final Argon2PasswordHasher hasher = new Argon2PasswordHasher(2);

    @Test
    void makes_a_phc_string_with_the_chosen_cost_and_a_new_salt() {
        var first = hasher.hash(new Password("correct horse"));
        var second = hasher.hash(new Password("correct horse"));
        assertThat(first.value()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(first.value().split("\\$", -1)[4]).hasSize(22);
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void knows_its_password_and_no_other() {
        var hash = hasher.hash(new Password("p\u00e4ss w\u00f6rd \ud83d\ude00"));
        assertThat(hasher.matches(new Password("p\u00e4ss w\u00f6rd \ud83d\ude00"), hash)).isTrue();
        assertThat(hasher.matches(new Password("P\u00e4ss w\u00f6rd \ud83d\ude00"), hash))
                .isFalse();
        assertThat(hasher.matches(new Password(""), hash)).isFalse();
    }

    /// A known answer of another implementation (the reference `argon2` command) with other costs:
    /// what was kept before a change of costs must stay good.
    @Test
    void checks_a_hash_by_the_settings_it_was_made_with() {
        var foreign =
                new PasswordHash(
                        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
                                + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");
        assertThat(hasher.matches(new Password("password"), foreign)).isTrue();
        assertThat(hasher.matches(new Password("passwore"), foreign)).isFalse();
    }

    @Test
    void says_that_a_kept_hash_is_broken_without_showing_it() {
        assertThatThrownBy(() -> hasher.matches(new Password("x"), new PasswordHash("secret")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void serves_more_callers_at_once_than_it_hashes() {
        var hash = hasher.hash(new Password("correct horse"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    IntStream.range(0, 6)
                            .mapToObj(_ ->
                                    threads.submit(() ->
                                            hasher.matches(new Password("correct horse"), hash)))
                            .toList();
            assertThat(all).allSatisfy(one -> assertThat(one.get()).isTrue());
        }
    }

    @Test
    void takes_two_ways_of_writing_the_same_letters_for_one_password() {
        var hash = hasher.hash(new Password("\ufb01nd the \u00e4ngstr\u00f6m"));

        assertThat(hasher.matches(new Password("find the a\u0308ngstro\u0308m"), hash)).isTrue();
        assertThat(hasher.matches(new Password("find the angstrom"), hash)).isFalse();
    }

    @Test
    void takes_a_hash_for_outdated_that_was_made_with_other_settings() {
        assertThat(hasher.isOutdated(hasher.hash(new Password("correct horse")))).isFalse();
        for (var other :
                new String[] {
                    "$argon2id$v=19$m=15360,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJH",
                    "$argon2id$v=19$m=19456,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJH",
                    "$argon2id$v=19$m=19456,t=2,p=12$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJH",
                    "$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJH",
                    "$2b$12$abcdefghijklmnopqrstuu"
                }) {
            assertThat(hasher.isOutdated(new PasswordHash(other))).as(other).isTrue();
        }
    }

    /// With nothing computed at once, whoever comes waits for good.
    @Test
    void sends_away_whoever_comes_while_too_many_wait() throws InterruptedException {
        var stuck = new Argon2PasswordHasher(0);
        var hash = new PasswordHash("never looked at");
        var sentAway = new CountDownLatch(1);
        for (int i = 0; i <= Argon2PasswordHasher.MAX_WAITING; i++) {
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            stuck.matches(new Password("x"), hash);
                        } catch (Unavailable _) {
                            sentAway.countDown();
                        }
                    });
        }

        assertThat(sentAway.await(30, TimeUnit.SECONDS)).isTrue();

        assertThatThrownBy(() -> stuck.hash(new Password("x"))).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> stuck.matches(new Password("x"), hash))
                .isInstanceOf(Unavailable.class);
    }
}
