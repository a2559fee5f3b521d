package io.holdfast.adapters.web.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.holdfast.application.identity.LimitRequests.Counted;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What an answer says of the quotas that its request was counted against: as
/// draft-ietf-httpapi-ratelimit-headers-11 has it, and in the older form, which has room for one.
final class RateLimitHeaders {

    static final String NAMES =
            "RateLimit-Policy, RateLimit, X-RateLimit-Limit, X-RateLimit-Remaining,"
                    + " X-RateLimit-Reset";

    private static final HeaderName POLICY = HeaderNames.create("RateLimit-Policy");
    private static final HeaderName STATE = HeaderNames.create("RateLimit");
    private static final HeaderName LIMIT = HeaderNames.create("X-RateLimit-Limit");
    private static final HeaderName REMAINING = HeaderNames.create("X-RateLimit-Remaining");
    private static final HeaderName RESET = HeaderNames.create("X-RateLimit-Reset");

    private RateLimitHeaders() {}

    /// Notes the count for the answer's headers; refuses with 429 what is too much.
    static void require(Exchange exchange, Counted counted) {
        exchange.count(counted);
        if (counted.verdict().admitted()) {
            return;
        }
        var quota = counted.quota();
        long seconds = Math.max(1, seconds(counted.verdict().retryAfter()));
        throw new Refusal(
                Problem.of(
                        ProblemType.TOO_MANY_REQUESTS,
                        "the quota %s is used up: %d requests in %d seconds; come again in %d seconds"
                                .formatted(
                                        quota.name(),
                                        quota.limit(),
                                        quota.window().toSeconds(),
                                        seconds),
                        HeaderValues.create(HeaderNames.RETRY_AFTER, String.valueOf(seconds))));
    }

    /// None for a request that was not counted.
    static List<Header> of(List<Counted> all) {
        if (all.isEmpty()) {
            return List.of();
        }
        var closest =
                all.stream()
                        .min(
                                Comparator.comparingLong((Counted one) -> one.verdict().remaining())
                                        .thenComparingLong(one -> -reset(one)))
                        .orElseThrow();
        return List.of(
                HeaderValues.create(POLICY, list(all, RateLimitHeaders::policy)),
                HeaderValues.create(STATE, list(all, RateLimitHeaders::state)),
                HeaderValues.create(LIMIT, String.valueOf(closest.quota().limit())),
                HeaderValues.create(REMAINING, String.valueOf(closest.verdict().remaining())),
                HeaderValues.create(RESET, String.valueOf(reset(closest))));
    }

    private static String list(List<Counted> all, Function<Counted, String> item) {
        return all.stream().map(item).collect(Collectors.joining(", "));
    }

    private static String policy(Counted one) {
        return "\"%s\";q=%d;w=%d"
                .formatted(
                        one.quota().name(), one.quota().limit(), one.quota().window().toSeconds());
    }

    private static String state(Counted one) {
        return "\"%s\";r=%d;t=%d"
                .formatted(one.quota().name(), one.verdict().remaining(), reset(one));
    }

    /// Until the quota is whole; of one that is used up, until the next request, as `Retry-After`
    /// has it: the two must not contradict each other.
    private static long reset(Counted one) {
        var verdict = one.verdict();
        return verdict.admitted()
                ? seconds(verdict.untilFull())
                : Math.max(1, seconds(verdict.retryAfter()));
    }

    /// Rounded up: whoever waits that long does not come too early.
    private static long seconds(Duration time) {
        return time.plusNanos(999_999_999).toSeconds();
    }
}
