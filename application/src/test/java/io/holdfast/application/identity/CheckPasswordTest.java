package io.holdfast.application.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.identity.Credential;
import io.holdfast.domain.identity.Password;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.kernel.AtOnce;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What guessing costs, and whom it does not cost anything.
class CheckPasswordTest {

    private static final Password WRONG = new Password("wrong password");
    private static final String HOME = IdentityWorld.ADDRESS;
    private static final String ELSEWHERE = "198.51.100.9";

    private final IdentityWorld world = new IdentityWorld();
    private final CheckPassword checkPassword = world.checkPassword();

    @Test
    void compares_once_whatever_is_wrong() {
        world.add("wrong", Role.AGENT, true);
        var external = world.add("external", Role.AGENT, true);
        world.users.update(external.withCredential(new Credential.External("idp", "1")));
        var late = world.add("late", Role.AGENT, true);
        world.users.update(
                late.withCredential(
                        new Credential.Temporary(
                                world.hasher.hash(IdentityWorld.PASSWORD), world.clock.instant())));
        world.add("waiting", Role.AGENT, false);
        var names = new String[] {"wrong", "external", "late", "waiting", "nobody", "", "no name"};

        for (var name : names) {
            int before = world.hasher.comparisons();
            assertThat(check(name, WRONG, HOME)).isEqualTo(new CheckPassword.Outcome.Wrong());
            assertThat(world.hasher.comparisons() - before).as(name).isEqualTo(1);
        }
        int before = world.hasher.comparisons();
        fits("wrong", HOME);
        assertThat(world.hasher.comparisons() - before).isEqualTo(1);
    }

    @Test
    void lets_the_sixth_failure_from_one_address_wait_even_with_the_right_password() {
        world.add("ada", Role.AGENT, true);
        fail("ada", HOME, 5);
        int before = world.hasher.comparisons();

        var outcome = check("ada", IdentityWorld.PASSWORD, HOME);

        assertThat(outcome).isEqualTo(new CheckPassword.Outcome.TooMany(Duration.ofMinutes(1)));
        assertThat(world.hasher.comparisons()).isEqualTo(before);
    }

    @Test
    void gives_back_with_time_and_not_before() {
        world.add("ada", Role.AGENT, true);
        fail("ada", HOME, 5);

        world.pass(Duration.ofSeconds(59));
        too_many("ada", HOME);
        world.pass(Duration.ofSeconds(1));
        fits("ada", HOME);
    }

    @Test
    void gives_back_what_fits() {
        world.add("ada", Role.AGENT, true);
        fail("ada", HOME, 4);

        for (int i = 0; i < 50; i++) {
            fits("ada", HOME);
        }
        fail("ada", HOME, 1);
        too_many("ada", HOME);
    }

    @Test
    void counts_a_refused_attempt_nowhere() {
        world.add("ada", Role.AGENT, true);
        fail("ada", HOME, 5);
        for (int i = 0; i < 100; i++) {
            too_many("ada", HOME);
        }

        world.pass(Duration.ofMinutes(1));
        fits("ada", HOME);
        world.add("bob", Role.AGENT, true);
        fits("bob", HOME);
    }

    @Test
    void lets_an_address_that_tries_many_names_wait() {
        world.add("ada", Role.AGENT, true);
        for (int i = 0; i < 30; i++) {
            fail("name" + i, ELSEWHERE, 1);
        }

        too_many("ada", ELSEWHERE);
        fits("ada", HOME);
    }

    @Test
    void lets_a_name_that_is_tried_from_many_addresses_wait_where_it_is_not_known() {
        world.enter(world.add("ada", Role.AGENT, true));
        attack("ada");

        too_many("ada", ELSEWHERE);
        fits("ada", HOME);
        fail("ada", HOME, 4);
        fits("ada", HOME);
    }

    @Test
    void knows_an_address_for_ninety_days() {
        world.enter(world.add("ada", Role.AGENT, true));

        world.pass(Duration.ofDays(90));
        attack("ada");
        fits("ada", HOME);
        world.pass(Duration.ofSeconds(1));
        attack("ada");
        too_many("ada", HOME);
    }

    @Test
    void does_not_take_another_users_address_for_known() {
        world.add("ada", Role.AGENT, true);
        world.enter(world.add("bob", Role.AGENT, true));
        attack("ada");

        too_many("ada", HOME);
        fits("bob", HOME);
    }

    @Test
    void does_not_tell_by_the_waiting_whether_a_name_is_taken() {
        attack("nobody");
        too_many("nobody", ELSEWHERE);

        fail("somebody", ELSEWHERE, 5);
        too_many("somebody", ELSEWHERE);
    }

    @Test
    void takes_spellings_of_a_name_for_one() {
        world.add("ada", Role.AGENT, true);
        for (var name : new String[] {"ada", "Ada", "ADA", "aDa", "adA"}) {
            fail(name, HOME, 1);
        }

        too_many("ada", HOME);
    }

    @Test
    void counts_what_can_be_no_name_as_one_and_keeps_none_of_it() {
        for (int i = 0; i < 5; i++) {
            fail("no name " + "x".repeat(i), HOME, 1);
        }

        too_many("x".repeat(9_000), HOME);
        assertThat(world.limiter.take(CheckPassword.NAME, "no name x").remaining())
                .isEqualTo(CheckPassword.NAME.limit() - 1);
    }

    @Test
    void counts_attempts_at_once() {
        world.add("ada", Role.AGENT, true);

        var outcomes = AtOnce.call(16, _ -> check("ada", WRONG, HOME));

        assertThat(outcomes).filteredOn(CheckPassword.Outcome.Wrong.class::isInstance).hasSize(5);
        assertThat(outcomes)
                .filteredOn(CheckPassword.Outcome.TooMany.class::isInstance)
                .hasSize(11);
    }

    /// Twenty failures, none of which exceeds what an address may do.
    private void attack(String name) {
        for (int i = 0; i < 20; i++) {
            check(name, WRONG, "203.0.113." + i);
        }
    }

    private void fail(String name, String address, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(check(name, WRONG, address)).isEqualTo(new CheckPassword.Outcome.Wrong());
        }
    }

    private void fits(String name, String address) {
        assertThat(check(name, IdentityWorld.PASSWORD, address))
                .isInstanceOf(CheckPassword.Outcome.Fits.class);
    }

    private void too_many(String name, String address) {
        assertThat(check(name, IdentityWorld.PASSWORD, address))
                .isInstanceOf(CheckPassword.Outcome.TooMany.class);
    }

    private CheckPassword.Outcome check(String name, Password password, String address) {
        return checkPassword.check(name, password, address);
    }
}
