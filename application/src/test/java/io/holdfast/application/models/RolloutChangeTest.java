package io.holdfast.application.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.application.models.ChangeRollout.Outcome;
import io.holdfast.application.models.ChangeRollout.Revision;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.SampleContracts;
import io.holdfast.domain.models.rollout.Deployment;
import io.holdfast.domain.models.rollout.Ramp;
import io.holdfast.domain.models.rollout.Rollout;
import io.holdfast.domain.models.rollout.Rollout.Arm;
import io.holdfast.domain.models.rollout.RolloutQueries;
import io.holdfast.domain.models.rollout.Steering;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RolloutChangeTest {

    private static final RolloutQueries.Page NEWEST = RolloutQueries.Page.newest(100);

    private final ModelsWorld world = new ModelsWorld();
    private final ChangeRollout changeRollout =
            new ChangeRollout(
                    world.transactions,
                    world.rollouts,
                    world.registry,
                    world.contracts,
                    world.trainer,
                    world.ids,
                    world.clock);

    /// `v1` in production, `v2` and `v3` answer nobody: registering them took places that a first
    /// change gives back.
    @BeforeEach
    void train_three() {
        world.uploadEnough();
        world.train();
        world.train();
        world.train();
        changed(new RolloutChange.Alone(1, Deployment.Kind.ACTIVATED));
    }

    private Outcome change(RolloutChange change, Revision revision) {
        return changeRollout.change(
                new ChangeRollout.Command("tiny", change, revision, "ada", "because"));
    }

    private Outcome change(RolloutChange change) {
        return change(change, new Revision.Any());
    }

    private Rollout changed(RolloutChange change) {
        assertThat(change(change)).isInstanceOf(Outcome.Changed.class);
        return rollout();
    }

    private Rollout rollout() {
        return world.rollouts.find("tiny").orElseThrow();
    }

    private List<String> reasons(RolloutChange change) {
        return change(change) instanceof Outcome.Unfit(var reasons) ? reasons : List.of();
    }

    private static RolloutChange.Traffic traffic(Arm... arms) {
        return new RolloutChange.Traffic(List.of(arms), List.of());
    }

    @Test
    void writes_who_changed_what_from_what_and_why() {
        var before = rollout();
        var after = changed(new RolloutChange.Alone(2, Deployment.Kind.ACTIVATED));

        var change = world.rollouts.history("tiny", NEWEST).getFirst();
        assertThat(change.from()).isEqualTo(new Deployment.Before.Was(before));
        assertThat(change.to()).isEqualTo(after);
        assertThat(after.champion()).isEqualTo(2);
        assertThat(after.revision()).isEqualTo(before.revision() + 1);
        assertThat(List.of(change.by(), change.reason())).containsExactly("ada", "because");
        assertThat(change.at()).isEqualTo(ModelsWorld.NOON);
    }

    @Test
    void tells_an_unknown_contract_from_one_without_a_version() {
        world.contracts.register(SampleContracts.tiny("empty", 1));
        var alone = new RolloutChange.Alone(1, Deployment.Kind.ACTIVATED);

        assertThat(changeRollout.change(command("empty", alone)))
                .isEqualTo(new Outcome.NoRollout("empty"));
        assertThat(changeRollout.change(command("bank", alone)))
                .isEqualTo(new Outcome.UnknownContract("bank"));
    }

    private static ChangeRollout.Command command(String contract, RolloutChange change) {
        return new ChangeRollout.Command(contract, change, new Revision.Any(), "ada", "because");
    }

    @Test
    void names_every_version_that_is_not_there_and_changes_nothing() {
        long revision = rollout().revision();
        var traffic =
                new RolloutChange.Traffic(List.of(new Arm(1, 0.5), new Arm(8, 0.5)), List.of(9));

        assertThat(reasons(traffic))
                .containsExactly("tiny has no version v8", "tiny has no version v9");
        assertThat(rollout().revision()).isEqualTo(revision);
    }

    @Test
    void lets_another_contract_version_answer_alone_but_not_beside_others() {
        world.contracts.register(SampleContracts.tiny("tiny", 2));
        world.uploadEnough();
        world.train();

        assertThat(reasons(traffic(new Arm(1, 0.5), new Arm(4, 0.5))))
                .singleElement()
                .asString()
                .contains("v4 takes contract tiny@2");
        assertThat(changed(new RolloutChange.Alone(4, Deployment.Kind.ACTIVATED)).contract())
                .isEqualTo(new ContractId("tiny", 2));
    }

    @Test
    void keeps_the_version_in_production_in_its_place_whatever_the_order() {
        var rollout = changed(traffic(new Arm(3, 0.6), new Arm(2, 0.3), new Arm(1, 0.1)));

        assertThat(rollout.champion()).isEqualTo(1);
        assertThat(rollout.challengers()).containsExactly(new Arm(2, 0.3), new Arm(3, 0.6));
    }

    @Test
    void keeps_every_entity_of_a_challenger_whose_share_grows_beside_a_new_one() {
        var before = changed(traffic(new Arm(1, 0.8), new Arm(3, 0.2)));
        var after = changed(traffic(new Arm(1, 0.4), new Arm(2, 0.3), new Arm(3, 0.3)));

        for (int i = 0; i < 1_000; i++) {
            if (before.armFor("c" + i) == 3) {
                assertThat(after.armFor("c" + i)).isEqualTo(3);
            }
        }
    }

    @Test
    void puts_the_version_with_the_greatest_share_into_production_where_the_old_one_is_left_out() {
        var rollout = changed(traffic(new Arm(2, 0.4), new Arm(3, 0.6)));

        assertThat(rollout.champion()).isEqualTo(3);
        assertThat(changed(traffic(new Arm(2, 0.5), new Arm(1, 0.5))).champion())
                .as("of equals the one that was there")
                .isEqualTo(2);
    }

    @Test
    void starts_a_ramp_of_a_version_that_is_not_in_production() {
        assertThat(reasons(new RolloutChange.StartRamp(1, Ramp.standard())))
                .containsExactly("v1 is in production already");
        var rollout = changed(new RolloutChange.StartRamp(2, Ramp.standard()));

        assertThat(rollout.shareOf(2)).isEqualTo(0.05);
        assertThat(rollout.steering())
                .isEqualTo(
                        new Steering.Ramping(
                                Ramp.standard(), 0, ModelsWorld.NOON, ModelsWorld.NOON));
    }

    @Test
    void holds_the_shares_of_an_experiment_until_a_version_is_let_alone() {
        var id = new UUID(1, 1);
        var halves = List.of(new Arm(1, 0.5), new Arm(2, 0.5));
        changed(new RolloutChange.StartExperiment(halves, id));

        assertThat(reasons(new RolloutChange.Canary(0.1)))
                .containsExactly("experiment " + id + " is running; end it first");
        assertThat(reasons(traffic(new Arm(1, 1)))).hasSize(1);
        assertThat(reasons(new RolloutChange.StartRamp(2, Ramp.standard()))).hasSize(1);
        assertThat(reasons(new RolloutChange.StartExperiment(halves, id))).hasSize(1);
        assertThat(changed(new RolloutChange.Alone(1, Deployment.Kind.ROLLED_BACK)).steering())
                .isEqualTo(new Steering.Manual());
    }

    @Test
    void lists_versions_with_what_they_are_used_for() {
        var listVersions = new ListVersions(world.registry, world.contracts, world.rollouts);
        changed(new RolloutChange.Traffic(List.of(new Arm(1, 0.75), new Arm(2, 0.25)), List.of(3)));

        var outcome = listVersions.list(new ListVersions.Command("tiny", Integer.MAX_VALUE, 10));
        var entries =
                outcome instanceof ListVersions.Outcome.Listed(var listed)
                        ? Optional.of(listed)
                        : Optional.<List<ListVersions.Entry>>empty();
        assertThat(entries.orElseThrow())
                .extracting(ListVersions.Entry::use)
                .containsExactly(
                        ListVersions.Use.SHADOW,
                        ListVersions.Use.STAGING,
                        ListVersions.Use.PRODUCTION);
        assertThat(entries.orElseThrow())
                .extracting(ListVersions.Entry::share)
                .containsExactly(0.0, 0.25, 0.75);
        assertThat(listVersions.list(new ListVersions.Command("bank", 1, 1)))
                .isEqualTo(new ListVersions.Outcome.UnknownContract("bank"));
    }
}
