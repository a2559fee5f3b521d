package io.holdfast.domain.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.kernel.AtOnce;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every implementation promises, as long as the database is there.
public interface RateLimiterContract {

    Quota SMALL = new Quota("small", 20, Duration.ofMinutes(1));
    Quota LARGE = new Quota("large", 600, Duration.ofMinutes(1));

    RateLimiter limiter();

    /// Moves the limiter's clock.
    void pass(Duration time);

    private static String somebody() {
        return "subject-" + UUID.randomUUID();
    }

    private void use(Quota quota, String subject, long times) {
        for (long i = 0; i < times; i++) {
            assertThat(limiter().take(quota, subject).admitted()).as("request %d", i).isTrue();
        }
    }

    @Test
    default void lets_in_a_whole_quota_at_once_and_no_more() {
        for (var quota : new Quota[] {SMALL, LARGE}) {
            var subject = somebody();

            use(quota, subject, quota.limit());

            assertThat(limiter().take(quota, subject).admitted()).isFalse();
            assertThat(limiter().take(quota, subject).admitted()).isFalse();
        }
    }

    @Test
    default void says_what_is_left_and_when_it_is_whole_again() {
        var subject = somebody();

        assertThat(limiter().take(SMALL, subject))
                .isEqualTo(new RateLimiter.Verdict(true, 19, Duration.ofSeconds(3), Duration.ZERO));
        assertThat(limiter().take(SMALL, subject))
                .isEqualTo(new RateLimiter.Verdict(true, 18, Duration.ofSeconds(6), Duration.ZERO));
    }

    @Test
    default void says_when_to_come_again() {
        var subject = somebody();
        use(SMALL, subject, 20);

        var refused =
                new RateLimiter.Verdict(false, 0, Duration.ofMinutes(1), Duration.ofSeconds(3));
        assertThat(limiter().take(SMALL, subject)).isEqualTo(refused);
        assertThat(limiter().take(SMALL, subject)).isEqualTo(refused);

        pass(Duration.ofSeconds(2));
        assertThat(limiter().take(SMALL, subject).retryAfter())
                .isCloseTo(Duration.ofSeconds(1), Duration.ofMillis(1));
    }

    @Test
    default void gives_back_evenly_what_was_used() {
        for (var quota : new Quota[] {SMALL, LARGE}) {
            var subject = somebody();
            use(quota, subject, quota.limit());
            assertThat(limiter().take(quota, subject).admitted()).isFalse();

            pass(quota.window().dividedBy(10));

            use(quota, subject, quota.limit() / 10);
            assertThat(limiter().take(quota, subject).admitted()).isFalse();
        }
    }

    @Test
    default void never_gives_more_than_the_quota() {
        for (var quota : new Quota[] {SMALL, LARGE}) {
            var subject = somebody();
            use(quota, subject, quota.limit());

            pass(quota.window().multipliedBy(5));

            use(quota, subject, quota.limit());
            assertThat(limiter().take(quota, subject).admitted()).isFalse();
        }
    }

    @Test
    default void counts_everybody_for_himself() {
        var subject = somebody();
        use(SMALL, subject, 20);

        assertThat(limiter().take(SMALL, somebody()).admitted()).isTrue();
    }

    @Test
    default void counts_every_quota_for_itself() {
        var subject = somebody();
        use(SMALL, subject, 20);

        var otherName = new Quota("other", 20, Duration.ofMinutes(1));
        var otherLimit = new Quota("small", 10, Duration.ofMinutes(1));
        var otherWindow = new Quota("small", 20, Duration.ofHours(1));
        assertThat(limiter().take(otherName, subject).remaining()).isEqualTo(19);
        assertThat(limiter().take(otherLimit, subject).remaining()).isEqualTo(9);
        assertThat(limiter().take(otherWindow, subject).remaining()).isEqualTo(19);
    }

    @Test
    default void takes_back_what_was_let_in() {
        for (var quota : new Quota[] {SMALL, LARGE}) {
            var subject = somebody();
            use(quota, subject, quota.limit());
            assertThat(limiter().take(quota, subject).admitted()).isFalse();

            limiter().giveBack(quota, subject);

            assertThat(limiter().take(quota, subject).admitted()).isTrue();
            assertThat(limiter().take(quota, subject).admitted()).isFalse();
        }
    }

    @Test
    default void takes_back_no_more_than_the_quota() {
        for (var quota : new Quota[] {SMALL, LARGE}) {
            var subject = somebody();

            limiter().giveBack(quota, subject);
            limiter().giveBack(quota, subject);

            use(quota, subject, quota.limit());
            assertThat(limiter().take(quota, subject).admitted()).isFalse();
        }
    }

    @Test
    default void lets_in_a_quota_of_those_who_come_at_once() {
        var subject = somebody();

        var verdicts = AtOnce.call(50, _ -> limiter().take(SMALL, subject).admitted());

        assertThat(verdicts.stream().filter(admitted -> admitted)).hasSize(20);
    }
}
