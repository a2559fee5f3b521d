package io.holdfast.domain.models.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.Stage;
import io.holdfast.domain.models.rollout.Rollout.Arm;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolloutTest {

    private static final ContractId TELCO = new ContractId("telco", 1);
    private static final int ENTITIES = 20_000;

    private final Rollout alone = Rollout.first(TELCO, 1, "salt");

    @Test
    void sends_everybody_to_the_only_version() {
        assertThat(customers().allMatch(id -> alone.armFor(id) == 1)).isTrue();
        assertThat(alone.shareOf(1)).isEqualTo(1);
    }

    /// Five standard deviations of a binomial share.
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.05, 0.1, 0.25, 0.5, 0.9})
    void sends_a_challenger_its_share(double share) {
        var rollout = alone.challenged(2, share, "a new salt");

        double seen = (double) customers().filter(id -> rollout.armFor(id) == 2).count() / ENTITIES;

        assertThat(seen).isCloseTo(share, within(5 * Math.sqrt(share * (1 - share) / ENTITIES)));
    }

    @Test
    void sends_nobody_to_a_share_of_nothing_and_everybody_to_a_whole_one() {
        var none = alone.challenged(2, 0, "s");
        var all = alone.challenged(2, 1, "s");

        assertThat(customers().noneMatch(id -> none.armFor(id) == 2)).isTrue();
        assertThat(customers().allMatch(id -> all.armFor(id) == 2)).isTrue();
    }

    @Test
    void keeps_an_entity_on_its_arm() {
        var rollout = alone.challenged(2, 0.3, "s");
        var again = alone.challenged(2, 0.3, "s");

        assertThat(customers().allMatch(id -> rollout.armFor(id) == again.armFor(id))).isTrue();
    }

    @Test
    void keeps_every_entity_of_a_challenger_whose_share_grows() {
        var small = alone.challenged(2, 0.05, "s");
        var grown = small.challenged(2, 0.25, "not used: the challenger is the same");

        assertThat(grown.salt()).isEqualTo(small.salt());
        assertThat(customers().filter(id -> small.armFor(id) == 2))
                .allMatch(id -> grown.armFor(id) == 2);
    }

    @Test
    void deals_all_entities_anew_for_another_challenger() {
        var second = alone.challenged(2, 0.5, "one");
        var third = second.challenged(3, 0.5, "two");

        long both =
                customers().filter(id -> second.armFor(id) == 2 && third.armFor(id) == 3).count();

        // Independent halves meet in a quarter.
        assertThat((double) both / ENTITIES).isCloseTo(0.25, within(0.02));
    }

    @Test
    void deals_several_challengers_their_shares() {
        var rollout =
                alone.split(List.of(new Arm(1, 0.5), new Arm(2, 0.3), new Arm(3, 0.2)), List.of());

        assertThat(shareSeen(rollout, 1)).isCloseTo(0.5, within(0.02));
        assertThat(shareSeen(rollout, 2)).isCloseTo(0.3, within(0.02));
        assertThat(shareSeen(rollout, 3)).isCloseTo(0.2, within(0.02));
    }

    /// The arm is a promise over releases and machines: the definition is written out a second
    /// time.
    @Test
    void hashes_alike_for_ever() {
        assertThat(StableHash.unit("salt", "7590-VHVEG"))
                .isEqualTo(reference("salt", "7590-VHVEG"));
        assertThat(StableHash.unit("salt", "")).isEqualTo(reference("salt", ""));
        assertThat(StableHash.unit("s", "alt")).isNotEqualTo(StableHash.unit("sa", "lt"));
    }

    private static double reference(String salt, String entity) {
        var bytes = (salt + "\0" + entity).getBytes(StandardCharsets.UTF_16LE);
        var hash = new BigInteger("cbf29ce484222325", 16);
        var mask = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
        for (byte b : bytes) {
            hash = hash.xor(BigInteger.valueOf(b & 0xff));
            hash = hash.multiply(new BigInteger("100000001b3", 16)).and(mask);
        }
        hash = hash.xor(hash.shiftRight(30));
        hash = hash.multiply(new BigInteger("bf58476d1ce4e5b9", 16)).and(mask);
        hash = hash.xor(hash.shiftRight(27));
        hash = hash.multiply(new BigInteger("94d049bb133111eb", 16)).and(mask);
        hash = hash.xor(hash.shiftRight(31));
        return hash.shiftRight(11).doubleValue() / 0x1p53;
    }

    @Test
    void names_the_stage_of_every_version() {
        var rollout = alone.challenged(2, 0.05, "s");

        assertThat(rollout.stageOf(1)).isEqualTo(Stage.PRODUCTION);
        assertThat(rollout.stageOf(2)).isEqualTo(Stage.STAGING);
        assertThat(rollout.stageOf(3)).isEqualTo(Stage.ARCHIVED);
    }

    @Test
    void goes_back_to_one_version_with_another_contract() {
        var rollout = alone.challenged(2, 0.5, "s").alone(3, new ContractId("telco", 2), "t");

        assertThat(rollout.champion()).isEqualTo(3);
        assertThat(rollout.challengers()).isEmpty();
        assertThat(rollout.contract().version()).isEqualTo(2);
        assertThat(rollout.steering()).isEqualTo(new Steering.Manual());
    }

    @Test
    void takes_a_challenger_out_of_the_shadow() {
        var shadowed = alone.split(List.of(new Arm(1, 1)), List.of(2, 3));

        assertThat(shadowed.challenged(2, 0.1, "s").shadows()).containsExactly(3);
    }

    @Test
    void describes_itself() {
        var rollout = alone.split(List.of(new Arm(1, 0.875), new Arm(2, 0.125)), List.of(3));

        assertThat(rollout.describe()).isEqualTo("v1 87.5%, v2 12.5%, shadow v3");
        assertThat(Rollout.percent(0.1)).isEqualTo("10%");
        assertThat(Rollout.percent(1)).isEqualTo("100%");
        assertThat(Rollout.percent(0)).isEqualTo("0%");
        assertThat(Rollout.percent(1.0 / 3)).isEqualTo("33.33%");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
    void has_no_share_outside_of_0_to_1(double share) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Arm(2, share));
    }

    @Test
    void refuses_arms_that_cannot_be() {
        assertThatIllegalArgumentException()
                .as("more than everybody")
                .isThrownBy(() -> split(new Arm(1, 0), new Arm(2, 0.6), new Arm(3, 0.6)));
        assertThatIllegalArgumentException()
                .as("a version twice")
                .isThrownBy(() -> split(new Arm(1, 0.5), new Arm(1, 0.5)));
        assertThatIllegalArgumentException()
                .as("too many challengers")
                .isThrownBy(() ->
                        alone.split(
                                IntStream.rangeClosed(1, Rollout.MAX_CHALLENGERS + 2)
                                        .mapToObj(version -> new Arm(version, 0.1))
                                        .toList(),
                                List.of()));
        assertThatIllegalArgumentException()
                .as("a shadow that answers")
                .isThrownBy(() -> alone.split(List.of(new Arm(1, 1)), List.of(1)));
        assertThatIllegalArgumentException()
                .as("too many shadows")
                .isThrownBy(() -> alone.split(List.of(new Arm(1, 1)), List.of(2, 3, 4)));
    }

    private void split(Arm... arms) {
        var _ = alone.split(List.of(arms), List.of());
    }

    private static double shareSeen(Rollout rollout, int version) {
        return (double) customers().filter(id -> rollout.armFor(id) == version).count() / ENTITIES;
    }

    private static Stream<String> customers() {
        return IntStream.range(0, ENTITIES).mapToObj(i -> "customer-" + i);
    }
}
