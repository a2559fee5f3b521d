package io.holdfast.application.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.models.CompiledModel;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.Explanation;
import io.holdfast.domain.models.ModelLoader;
import io.holdfast.domain.models.SampleModels;
import org.junit.jupiter.api.Test;

class PickModelTest {

    private final ModelsWorld world = new ModelsWorld();
    private final PickModel pickModel =
            new PickModel(world.rollouts, world.registry, world.contracts, world.trainer);

    private PickModel.Outcome production() {
        return pickModel.pick(new PickModel.Command("tiny", new PickModel.Choice.InProduction()));
    }

    private PickModel.Outcome numbered(int number) {
        return pickModel.pick(new PickModel.Command("tiny", new PickModel.Choice.Numbered(number)));
    }

    private static ServedModel picked(PickModel.Outcome outcome) {
        assertThat(outcome).isInstanceOf(PickModel.Outcome.Picked.class);
        return ((PickModel.Outcome.Picked) outcome).model();
    }

    @Test
    void picks_the_version_in_production_or_any_other_by_its_number() {
        world.uploadEnough();
        world.train();
        world.train();

        assertThat(picked(production()).version().number()).isEqualTo(1);
        assertThat(picked(production()).contract()).isEqualTo(world.contract);
        assertThat(picked(numbered(2)).version().label()).isEqualTo("v2");
    }

    @Test
    void tells_an_unknown_contract_from_one_without_a_model() {
        assertThat(
                        pickModel.pick(
                                new PickModel.Command(
                                        "other", new PickModel.Choice.InProduction())))
                .isEqualTo(new PickModel.Outcome.UnknownContract("other"));
        assertThat(production()).isEqualTo(new PickModel.Outcome.NothingInProduction("tiny"));
        assertThat(numbered(3)).isEqualTo(new PickModel.Outcome.Unfit("tiny has no version v3"));
    }

    @Test
    void refuses_an_artefact_that_cannot_be_loaded_or_is_of_another_contract() {
        world.uploadEnough();
        world.train();
        world.registry.register(
                world.contract.id(), SampleModels.trained(1), world.clock.instant());
        var stranger = new OfAnotherContract();

        assertThat(numbered(2))
                .isEqualTo(
                        new PickModel.Outcome.Unfit(
                                "tiny v2 cannot be served: not an artefact of this trainer"));
        assertThat(
                        new PickModel(
                                        world.rollouts,
                                        world.registry,
                                        world.contracts,
                                        _ -> new ModelLoader.Outcome.Loaded(stranger))
                                .pick(
                                        new PickModel.Command(
                                                "tiny", new PickModel.Choice.InProduction())))
                .isEqualTo(
                        new PickModel.Outcome.Unfit(
                                "tiny v1 cannot be served: its artefact is of contract other@1"));
    }

    private record OfAnotherContract() implements CompiledModel {
        @Override
        public ContractId contract() {
            return new ContractId("other", 1);
        }

        @Override
        public double score(double[] features) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Explanation explain(double[] features) {
            throw new UnsupportedOperationException();
        }
    }
}
