package io.holdfast.application.identity;

import io.holdfast.domain.identity.ApiKey;
import io.holdfast.domain.identity.Quota;
import io.holdfast.domain.identity.RateLimiter;
import io.holdfast.domain.identity.Tier;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.kernel.IpAddress;
import java.time.Duration;
import java.util.Optional;

/// Counts requests against the quotas that apply to who sends them and what for. Keys of the
/// internal tier have none, sign-in included.
public final class LimitRequests {

    /// @param auth for an address: names and passwords
    /// @param predictBasic for a key of that tier; so are the next three
    /// @param defaultBasic what is neither sign-in nor prediction nor batch
    /// @param batch for a key of either tier, or a user
    /// @param address for an address whose requests show no key, or one that is refused
    public record Limits(
            Quota auth,
            Quota predictBasic,
            Quota predictPremium,
            Quota defaultBasic,
            Quota defaultPremium,
            Quota batch,
            Quota address) {

        public static Limits standard() {
            var minute = Duration.ofMinutes(1);
            return new Limits(
                    new Quota("auth", 5, minute),
                    new Quota("predict", 10, minute),
                    new Quota("predict", 1_000, minute),
                    new Quota("default", 100, Duration.ofHours(1)),
                    new Quota("default", 100, minute),
                    new Quota("batch", 10, minute),
                    new Quota("address", 100, minute));
        }
    }

    /// A request that was counted, or was to be counted and is refused.
    public record Counted(Quota quota, RateLimiter.Verdict verdict) {}

    private final RateLimiter limiter;
    private final Limits limits;

    public LimitRequests(RateLimiter limiter, Limits limits) {
        this.limiter = limiter;
        this.limits = limits;
    }

    /// One request of an address that has shown no key that opens anything.
    public Counted byAddress(IpAddress address) {
        return atAddress(limits.address(), address);
    }

    /// One request with a key, whoever's token is beside it.
    ///
    /// @return empty where nothing limits it; so do the other two
    public Optional<Counted> byKey(ApiKey key, Demand demand, IpAddress address) {
        if (key.tier() == Tier.INTERNAL) {
            return Optional.empty();
        }
        boolean basic = key.tier() == Tier.BASIC;
        return Optional.of(
                switch (demand) {
                    case SIGN_IN -> atAddress(limits.auth(), address);
                    case PREDICTION ->
                            of(basic ? limits.predictBasic() : limits.predictPremium(), key);
                    case BATCH -> of(limits.batch(), key);
                    case OTHER -> of(basic ? limits.defaultBasic() : limits.defaultPremium(), key);
                });
    }

    /// One request of a user who has shown no key; it was counted by its address before.
    public Optional<Counted> byUser(User user, Demand demand, IpAddress address) {
        return switch (demand) {
            case SIGN_IN -> Optional.of(atAddress(limits.auth(), address));
            case BATCH -> Optional.of(take(limits.batch(), "user " + user.id()));
            case PREDICTION, OTHER -> Optional.empty();
        };
    }

    /// One request of somebody nobody asked for a credential; counted by its address before.
    public Optional<Counted> byNobody(Demand demand, IpAddress address) {
        return switch (demand) {
            case SIGN_IN -> Optional.of(atAddress(limits.auth(), address));
            case PREDICTION, BATCH, OTHER -> Optional.empty();
        };
    }

    private Counted of(Quota quota, ApiKey key) {
        return take(quota, "key " + key.id());
    }

    private Counted atAddress(Quota quota, IpAddress address) {
        return take(quota, "address " + address.subscriber());
    }

    private Counted take(Quota quota, String subject) {
        return new Counted(quota, limiter.take(quota, subject));
    }
}
