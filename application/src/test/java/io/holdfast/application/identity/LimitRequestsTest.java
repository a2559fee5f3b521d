package io.holdfast.application.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.identity.ApiKey;
import io.holdfast.domain.identity.Quota;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.identity.Tier;
import io.holdfast.domain.kernel.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class LimitRequestsTest {

    private static final IpAddress HERE = IpAddress.parse("192.0.2.7").orElseThrow();
    private static final IpAddress THERE = IpAddress.parse("192.0.2.8").orElseThrow();

    private final IdentityWorld world = new IdentityWorld();
    private final LimitRequests limit =
            new LimitRequests(world.limiter, LimitRequests.Limits.standard());

    private ApiKey key(Tier tier) {
        return new ApiKey(
                world.ids.next(),
                "shop",
                "0".repeat(64),
                Scope.ofClients(),
                tier,
                List.of(),
                IdentityWorld.NOON,
                Instant.MAX);
    }

    private static void assertLetsIn(long times, Supplier<LimitRequests.Counted> request) {
        for (long i = 0; i < times; i++) {
            assertThat(request.get().verdict().admitted()).as("request %d", i).isTrue();
        }
        assertThat(request.get().verdict().admitted()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "BASIC, SIGN_IN, auth, 5, PT1M",
        "BASIC, PREDICTION, predict, 10, PT1M",
        "BASIC, BATCH, batch, 10, PT1M",
        "BASIC, OTHER, default, 100, PT1H",
        "PREMIUM, SIGN_IN, auth, 5, PT1M",
        "PREMIUM, PREDICTION, predict, 1000, PT1M",
        "PREMIUM, BATCH, batch, 10, PT1M",
        "PREMIUM, OTHER, default, 100, PT1M",
    })
    void counts_a_key_by_its_tier_and_demand(
            Tier tier, Demand demand, String name, long times, Duration window) {
        var key = key(tier);

        assertThat(limit.byKey(key, demand, HERE).orElseThrow().quota())
                .isEqualTo(new Quota(name, times, window));
        assertLetsIn(times - 1, () -> limit.byKey(key, demand, HERE).orElseThrow());
    }

    @ParameterizedTest
    @EnumSource(Demand.class)
    void does_not_count_internal_keys(Demand demand) {
        assertThat(limit.byKey(key(Tier.INTERNAL), demand, HERE)).isEmpty();
    }

    @Test
    void counts_each_key_for_itself_wherever_it_is_used() {
        var key = key(Tier.BASIC);
        assertLetsIn(10, () -> limit.byKey(key, Demand.PREDICTION, HERE).orElseThrow());

        assertThat(limit.byKey(key, Demand.PREDICTION, THERE).orElseThrow().verdict().admitted())
                .isFalse();
        assertThat(
                        limit.byKey(key(Tier.BASIC), Demand.PREDICTION, HERE)
                                .orElseThrow()
                                .verdict()
                                .admitted())
                .isTrue();
    }

    @Test
    void counts_names_and_passwords_by_address_whatever_comes_with_them() {
        var user = world.add("ada", Role.AGENT, true);
        assertLetsIn(5, () -> limit.byKey(key(Tier.BASIC), Demand.SIGN_IN, HERE).orElseThrow());

        assertThat(refused(limit.byKey(key(Tier.PREMIUM), Demand.SIGN_IN, HERE))).isTrue();
        assertThat(refused(limit.byUser(user, Demand.SIGN_IN, HERE))).isTrue();
        assertThat(refused(limit.byNobody(Demand.SIGN_IN, HERE))).isTrue();
        assertThat(refused(limit.byNobody(Demand.SIGN_IN, THERE))).isFalse();
    }

    private static boolean refused(Optional<LimitRequests.Counted> counted) {
        return !counted.orElseThrow().verdict().admitted();
    }

    @Test
    void counts_the_batches_of_a_user() {
        var user = world.add("ada", Role.AGENT, true);
        assertLetsIn(10, () -> limit.byUser(user, Demand.BATCH, HERE).orElseThrow());

        assertThat(refused(limit.byUser(user, Demand.BATCH, THERE))).isTrue();
        assertThat(refused(limit.byUser(world.add("bob", Role.AGENT, true), Demand.BATCH, HERE)))
                .isFalse();
    }

    @Test
    void leaves_the_rest_of_those_without_a_key_to_their_address() {
        var user = world.add("ada", Role.AGENT, true);

        assertThat(limit.byUser(user, Demand.OTHER, HERE)).isEmpty();
        assertThat(limit.byUser(user, Demand.PREDICTION, HERE)).isEmpty();
        assertThat(limit.byNobody(Demand.OTHER, HERE)).isEmpty();
        assertLetsIn(100, () -> limit.byAddress(HERE));
        assertThat(limit.byAddress(THERE).verdict().admitted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8::1, 2001:db8::ffff:1, true",
        "2001:db8::1, 2001:db8:0:0:9:9:9:9, true",
        "2001:db8::1, 2001:db8:0:1::1, false",
        "192.0.2.7, ::ffff:192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
    })
    void takes_the_addresses_of_one_subscriber_together(String one, String other, boolean same) {
        assertLetsIn(100, () -> limit.byAddress(IpAddress.parse(one).orElseThrow()));

        assertThat(limit.byAddress(IpAddress.parse(other).orElseThrow()).verdict().admitted())
                .isEqualTo(!same);
    }
}
