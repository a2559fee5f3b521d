package io.holdfast.application.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.holdfast.domain.kernel.AtOnce;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.ModelLoader;
import io.holdfast.domain.models.SampleContracts;
import org.junit.jupiter.api.Test;

class ServedModelsTest {

    private static final ContractId TINY = new ContractId("tiny", 1);

    private final ModelsWorld world = new ModelsWorld();
    private final ShelfOfModels shelf = new ShelfOfModels(artefactOfTiny());
    private final ServedModels served =
            new ServedModels(shelf, shelf, world.contracts, world.trainer);

    @Test
    void serves_nothing_before_it_looked() {
        world.uploadEnough();
        world.train();

        assertThat(world.served.of("tiny")).isEmpty();
        assertThat(world.served.all()).isEmpty();
    }

    @Test
    void serves_the_version_in_production_with_its_contract() {
        world.uploadEnough();
        world.train();
        world.train();
        world.served.refresh();

        assertThat(world.served.all()).hasSize(1);
        assertThat(world.served.of("tiny"))
                .hasValueSatisfying(model -> {
                    assertThat(model.champion().version().number()).isEqualTo(1);
                    assertThat(model.contract()).isEqualTo(world.contract);
                });
        assertThat(world.served.of("other")).isEmpty();
    }

    @Test
    void loads_a_version_once() {
        shelf.put(TINY, 1);
        served.refresh();
        var first = served.of("tiny").orElseThrow();
        served.refresh();

        assertThat(served.of("tiny").orElseThrow()).isSameAs(first);
        assertThat(shelf.artefactsGiven()).containsExactly(1);
    }

    @Test
    void follows_the_registry_to_the_next_version() {
        shelf.put(TINY, 1);
        served.refresh();
        shelf.put(TINY, 2);
        served.refresh();

        assertThat(champion()).isEqualTo(2);
    }

    @Test
    void stops_serving_what_is_in_production_no_longer() {
        shelf.put(TINY, 1);
        served.refresh();
        shelf.clear();
        served.refresh();

        assertThat(served.all()).isEmpty();
    }

    @Test
    void goes_on_with_the_old_version_when_the_new_one_cannot_be_used() {
        shelf.put(TINY, 1);
        served.refresh();
        shelf.give(new byte[] {1, 2, 3});
        shelf.put(TINY, 2);
        served.refresh();
        assertThat(champion()).isEqualTo(1);

        shelf.give(artefactOfTiny());
        served.refresh();
        assertThat(champion()).as("a refused version is not fetched again").isEqualTo(1);
        shelf.put(TINY, 3);
        served.refresh();
        assertThat(champion()).isEqualTo(3);
    }

    @Test
    void serves_nothing_when_the_only_version_cannot_be_used() {
        shelf.give(new byte[] {1, 2, 3});
        shelf.put(TINY, 1);
        served.refresh();

        assertThat(served.of("tiny")).isEmpty();
    }

    @Test
    void does_not_serve_an_artefact_that_was_made_for_another_contract() {
        world.contracts.register(SampleContracts.tiny("tiny", 2));
        shelf.put(new ContractId("tiny", 2), 1);
        served.refresh();

        assertThat(served.of("tiny")).isEmpty();
    }

    @Test
    void does_not_serve_a_version_without_contract_or_artefact() {
        shelf.put(new ContractId("unheard-of", 1), 1);
        shelf.giveNothing();
        shelf.put(TINY, 1);
        served.refresh();

        assertThat(served.all()).isEmpty();
    }

    @Test
    void keeps_what_it_serves_when_the_registry_cannot_be_asked() {
        shelf.put(TINY, 1);
        served.refresh();
        shelf.close();

        assertThatIllegalStateException().isThrownBy(served::refresh);
        assertThat(served.of("tiny")).isPresent();
    }

    @Test
    void lets_callers_at_once_take_turns() {
        shelf.put(TINY, 1);
        AtOnce.call(
                8,
                _ -> {
                    served.refresh();
                    return served.of("tiny").isPresent();
                });

        assertThat(shelf.artefactsGiven()).containsExactly(1);
    }

    private int champion() {
        return served.of("tiny").orElseThrow().champion().version().number();
    }

    private static byte[] artefactOfTiny() {
        var trainedIn = new ModelsWorld();
        trainedIn.uploadEnough();
        trainedIn.train();
        var artefact = trainedIn.registry.artefact("tiny", 1).orElseThrow();
        assertThat(trainedIn.trainer.load(artefact)).isInstanceOf(ModelLoader.Outcome.Loaded.class);
        return artefact;
    }
}
