package io.holdfast.application.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.application.models.ChangeRollout.Outcome;
import io.holdfast.application.models.ChangeRollout.Revision;
import io.holdfast.domain.kernel.AtOnce;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.SampleContracts;
import io.holdfast.domain.models.SampleModels;
import io.holdfast.domain.models.Stage;
import io.holdfast.domain.models.rollout.Deployment;
import io.holdfast.domain.models.rollout.Deployment.Kind;
import io.holdfast.domain.models.rollout.Ramp;
import io.holdfast.domain.models.rollout.Rollout;
import io.holdfast.domain.models.rollout.Rollout.Arm;
import io.holdfast.domain.models.rollout.Rollouts;
import io.holdfast.domain.models.rollout.Steering;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChangeRolloutTest {

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

    ChangeRolloutTest() {
        world.uploadEnough();
    }

    @Test
    void puts_a_first_version_into_production() {
        world.train();

        assertThat(rollout().champion()).isEqualTo(1);
        assertThat(rollout().challengers()).isEmpty();
        assertThat(rollout().revision()).isEqualTo(1);
        assertThat(ledger())
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.kind()).isEqualTo(Kind.REGISTERED);
                    assertThat(change.from()).isEqualTo(new Deployment.Before.Nothing());
                    assertThat(change.by()).isEqualTo("ada");
                    assertThat(change.at()).isEqualTo(ModelsWorld.NOON);
                });
    }

    @Test
    void gives_a_later_version_the_place_in_staging_and_a_small_share() {
        trained(3);

        assertThat(rollout().describe()).isEqualTo("v1 95%, v3 5%");
        assertThat(rollout().stageOf(2)).isEqualTo(Stage.ARCHIVED);
        assertThat(ledger()).hasSize(3);
    }

    @Test
    void gives_a_later_version_no_share_where_staging_was_turned_off() {
        trained(2);
        changed(new RolloutChange.Canary(0));

        world.train();

        assertThat(rollout().describe()).isEqualTo("v1 100%, v3 0%");
    }

    @Test
    void leaves_a_running_ramp_alone_when_a_version_is_trained() {
        trained(2);
        changed(new RolloutChange.StartRamp(2, Ramp.standard()));

        world.train();

        assertThat(rollout().describe()).isEqualTo("v1 95%, v2 5%");
        assertThat(rollout().steering()).isInstanceOf(Steering.Ramping.class);
        assertThat(ledger().getFirst().kind()).isEqualTo(Kind.REGISTERED);
    }

    @Test
    void gives_a_version_of_another_contract_version_no_share() {
        trained(1);
        world.contracts.register(SampleContracts.tiny("tiny", 2));
        world.uploadEnough();

        world.train();

        assertThat(rollout().describe()).isEqualTo("v1 100%");
        assertThat(changed(new RolloutChange.Alone(2, Kind.ACTIVATED)).to().contract())
                .isEqualTo(new ContractId("tiny", 2));
    }

    @Test
    void does_not_let_versions_of_different_contracts_answer_side_by_side() {
        trained(1);
        world.contracts.register(SampleContracts.tiny("tiny", 2));
        world.uploadEnough();
        world.train();

        assertThat(change(traffic(new Arm(1, 0.5), new Arm(2, 0.5))))
                .isEqualTo(
                        new Outcome.Unfit(
                                List.of(
                                        "v2 takes contract tiny@2 and cannot answer beside versions of tiny@1")));
    }

    @Test
    void activates_a_version_for_everybody() {
        trained(2);

        var deployment = changed(new RolloutChange.Alone(2, Kind.ACTIVATED));

        assertThat(rollout()).isEqualTo(deployment.to());
        assertThat(rollout().describe()).isEqualTo("v2 100%");
        assertThat(deployment.reason()).isEqualTo("because");
        assertThat(deployment.by()).isEqualTo("ada");
    }

    @Test
    void sets_the_share_of_the_version_in_staging() {
        trained(2);
        var before = rollout();

        changed(new RolloutChange.Canary(0.1));

        assertThat(rollout().describe()).isEqualTo("v1 90%, v2 10%");
        assertThat(rollout().salt()).isEqualTo(before.salt());
    }

    @Test
    void has_no_share_to_set_without_a_version_in_staging() {
        trained(1);

        assertThat(change(new RolloutChange.Canary(0.1)))
                .isEqualTo(
                        new Outcome.Unfit(
                                List.of(
                                        "no version is in staging; there is nothing to send a share to")));
        assertThat(ledger()).hasSize(1);
    }

    @Test
    void does_not_guess_whose_share_is_meant() {
        trained(3);
        changed(traffic(new Arm(1, 0.5), new Arm(2, 0.3), new Arm(3, 0.2)));

        assertThat(change(new RolloutChange.Canary(0.1))).isInstanceOf(Outcome.Unfit.class);
    }

    @Test
    void refuses_a_version_that_is_not_there() {
        trained(1);

        assertThat(change(new RolloutChange.Alone(7, Kind.ACTIVATED)))
                .isEqualTo(new Outcome.Unfit(List.of("tiny has no version v7")));
        assertThat(change(traffic(new Arm(7, 0.5), new Arm(8, 0.5))))
                .isEqualTo(
                        new Outcome.Unfit(
                                List.of("tiny has no version v7", "tiny has no version v8")));
    }

    @Test
    void refuses_a_version_that_cannot_be_loaded() {
        trained(1);
        world.registry.register(world.contract.id(), SampleModels.trained(1), ModelsWorld.NOON);

        assertThat(change(new RolloutChange.Alone(2, Kind.ACTIVATED)))
                .isInstanceOfSatisfying(
                        Outcome.Unfit.class,
                        unfit ->
                                assertThat(unfit.reasons())
                                        .singleElement()
                                        .asString()
                                        .startsWith("tiny v2 cannot be served: "));
        assertThat(rollout().champion()).isEqualTo(1);
    }

    @Test
    void knows_no_rollout_of_a_contract_without_a_version() {
        assertThat(change(new RolloutChange.Canary(0.1))).isEqualTo(new Outcome.NoRollout("tiny"));
    }

    @Test
    void changes_only_the_revision_that_was_meant() {
        trained(2);

        var stale =
                changeRollout.change(
                        command(new RolloutChange.Canary(0.1), new Revision.Exactly(1)));
        var right =
                changeRollout.change(
                        command(new RolloutChange.Canary(0.1), new Revision.Exactly(2)));

        assertThat(stale).isEqualTo(new Outcome.Conflict());
        assertThat(right).isInstanceOf(Outcome.Changed.class);
    }

    @Test
    void lets_one_of_two_at_once_win() {
        trained(2);
        long revision = rollout().revision();

        var outcomes =
                AtOnce.call(
                        6,
                        caller ->
                                changeRollout.change(
                                        command(
                                                new RolloutChange.Canary(caller / 10.0),
                                                new Revision.Exactly(revision))));

        assertThat(outcomes).filteredOn(Outcome.Changed.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Outcome.Conflict.class::isInstance).hasSize(5);
        assertThat(rollout().revision()).isEqualTo(revision + 1);
        assertThat(ledger()).hasSize(3);
    }

    @Test
    void leaves_the_shares_of_an_experiment_alone() {
        trained(2);
        var experiment = new UUID(0, 9);
        changed(
                new RolloutChange.StartExperiment(
                        List.of(new Arm(1, 0.5), new Arm(2, 0.5)), experiment));

        var refused = "experiment " + experiment + " is running; end it first";
        assertThat(change(new RolloutChange.Canary(0.1)))
                .isEqualTo(new Outcome.Unfit(List.of(refused)));
        assertThat(change(traffic(new Arm(1, 1)))).isEqualTo(new Outcome.Unfit(List.of(refused)));
        assertThat(change(new RolloutChange.StartRamp(2, Ramp.standard())))
                .isEqualTo(new Outcome.Unfit(List.of(refused)));
        assertThat(changed(new RolloutChange.Alone(1, Kind.ROLLED_BACK)).to().describe())
                .as("an emergency ends it")
                .isEqualTo("v1 100%");
    }

    @Test
    void wants_the_version_in_production_in_an_experiment() {
        trained(3);
        changed(new RolloutChange.StartRamp(3, Ramp.standard()));

        assertThat(
                        change(
                                new RolloutChange.StartExperiment(
                                        List.of(new Arm(2, 0.5), new Arm(3, 0.5)), new UUID(0, 9))))
                .isEqualTo(
                        new Outcome.Unfit(
                                List.of(
                                        "a ramp or an experiment is running; end it first",
                                        "v1 is in production and has to take part")));
    }

    @Test
    void has_nothing_to_prove_for_the_version_in_production() {
        trained(1);

        assertThat(change(new RolloutChange.StartRamp(1, Ramp.standard())))
                .isEqualTo(new Outcome.Unfit(List.of("v1 is in production already")));
    }

    private void trained(int versions) {
        for (int i = 0; i < versions; i++) {
            world.train();
        }
    }

    private static RolloutChange traffic(Arm... arms) {
        return new RolloutChange.Traffic(List.of(arms), List.of());
    }

    private static ChangeRollout.Command command(RolloutChange change, Revision revision) {
        return new ChangeRollout.Command("tiny", change, revision, "ada", "because");
    }

    private Outcome change(RolloutChange change) {
        return changeRollout.change(command(change, new Revision.Any()));
    }

    private Deployment changed(RolloutChange change) {
        var outcome = change(change);
        assertThat(outcome).isInstanceOf(Outcome.Changed.class);
        return ((Outcome.Changed) outcome).deployment();
    }

    private Rollout rollout() {
        return world.rollouts.find("tiny").orElseThrow();
    }

    private List<Deployment> ledger() {
        return world.rollouts.history("tiny", Rollouts.Page.newest(100));
    }
}
