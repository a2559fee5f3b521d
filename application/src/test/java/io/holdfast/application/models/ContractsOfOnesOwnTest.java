package io.holdfast.application.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.kernel.AtOnce;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.ContractInference.Choice;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.ModelTrainer;
import io.holdfast.domain.models.SampleContracts;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContractsOfOnesOwnTest {

    private static final String SQL = "\"; DROP TABLE users; --";

    private final ModelsWorld world = new ModelsWorld();

    @Test
    void a_table_that_was_proposed_from_trains_a_model_once_the_proposal_is_registered() {
        var content = table(80);
        var proposed = proposed("bank", content);

        assertThat(registered(register(proposed.document()))).isEqualTo(new ContractId("bank", 1));
        assertThat(world.contracts.latest("bank")).contains(proposed.proposal().contract());
        assertThat(world.upload("bank", content)).isInstanceOf(UploadDataset.Outcome.Stored.class);
        var command =
                new TrainModel.Command(
                        new TrainingSets.Source.Latest("bank"),
                        ModelTrainer.Plan.standard(),
                        "ada");
        assertThat(world.trainModel.train(command, _ -> {}))
                .isInstanceOf(TrainModel.Outcome.Registered.class);
        world.served.refresh();
        assertThat(world.served.of("bank")).isPresent();
    }

    @Test
    void proposing_keeps_nothing() {
        proposed("bank", table(80));

        assertThat(world.contracts.latest("bank")).isEmpty();
    }

    @Test
    void proposes_the_next_version_of_a_name_that_is_there() {
        register(proposed("bank", table(80)).document());

        assertThat(proposed("bank", table(80)).proposal().contract().id())
                .isEqualTo(new ContractId("bank", 2));
    }

    @Test
    void names_every_fault_of_name_and_table_at_once() {
        assertThat(rejected("telco", table(12)))
                .extracting(Violation::pointer)
                .containsExactly("#/name", "#");
        assertThat(rejected("telco", table(80)))
                .containsExactly(
                        Violation.at("name", "belongs to a contract that comes with the program"));
        assertThat(rejected("telco", new byte[0]))
                .extracting(Violation::pointer)
                .containsExactly("#/name", "#");
    }

    @Test
    void registers_the_first_and_then_each_next_version() {
        for (int version = 1; version <= 3; version++) {
            assertThat(registered(register(write(SampleContracts.tiny("bank", version)))))
                    .isEqualTo(new ContractId("bank", version));
        }
        var versionless = write(SampleContracts.tiny("bank", 9)).replaceAll("@.*", "");
        assertThat(registered(register(versionless))).isEqualTo(new ContractId("bank", 4));
    }

    @Test
    void refuses_a_version_that_is_not_the_next() {
        register(write(SampleContracts.tiny("bank", 1)));

        for (int wrong : new int[] {1, 3}) {
            assertThat(register(write(SampleContracts.tiny("bank", wrong))))
                    .isEqualTo(new RegisterContract.Outcome.WrongVersion("bank", wrong, 2));
        }
        assertThat(register(write(SampleContracts.tiny("shop", 2))))
                .isEqualTo(new RegisterContract.Outcome.WrongVersion("shop", 2, 1));
        assertThat(world.contracts.latest("shop")).isEmpty();
    }

    @Test
    void leaves_the_contracts_that_come_with_the_program_as_they_are() {
        assertThat(register(write(SampleContracts.tiny("telco", 1))))
                .isEqualTo(new RegisterContract.Outcome.Bundled("telco"));
        assertThat(world.contracts.latest("telco")).isEmpty();
    }

    @Test
    void hands_on_what_is_wrong_with_a_document() {
        assertThat(register("nonsense"))
                .isEqualTo(new RegisterContract.Outcome.Unreadable("is no document"));
        assertThat(register("7 unknown"))
                .isEqualTo(
                        new RegisterContract.Outcome.Invalid(
                                List.of(Violation.atRoot("is not known"))));
    }

    @Test
    void of_callers_at_once_one_registers_a_version() {
        var document = write(SampleContracts.tiny("bank", 1));

        var outcomes = AtOnce.call(4, _ -> register(document));

        assertThat(outcomes)
                .filteredOn(RegisterContract.Outcome.Registered.class::isInstance)
                .hasSize(1);
        assertThat(world.contracts.latest("bank")).isPresent();
    }

    @Test
    void keeps_no_more_names_than_it_can() {
        for (int i = world.contracts.all().size(); i < RegisterContract.MAX_NAMES; i++) {
            world.contracts.register(SampleContracts.tiny("c" + i, 1));
        }

        assertThat(register(write(SampleContracts.tiny("one-more", 1))))
                .isEqualTo(new RegisterContract.Outcome.Full(RegisterContract.MAX_NAMES));
        assertThat(registered(register(write(SampleContracts.tiny("tiny", 2)))))
                .isEqualTo(new ContractId("tiny", 2));
    }

    @Test
    void keeps_no_more_versions_of_a_name_than_it_can() {
        world.contracts.register(SampleContracts.tiny("bank", RegisterContract.MAX_VERSIONS));

        assertThat(register(write(SampleContracts.tiny("bank", 1_001))))
                .isEqualTo(new RegisterContract.Outcome.Full(RegisterContract.MAX_VERSIONS));
    }

    private static byte[] table(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(i ->
                        "c%d,2026-01-%02d,%d,%s"
                                .formatted(i, i % 28 + 1, i * 7 % 13, i % 4 == 0 ? "Yes" : "No"))
                .collect(Collectors.joining("\n", "customer_id,since," + SQL + ",left\n", "\n"))
                .getBytes(UTF_8);
    }

    private ProposeContract.Outcome propose(String name, byte[] content) {
        return world.proposeContract.propose(
                new ProposeContract.Command(
                        name, "left", new Choice.Inferred(), new Choice.Inferred(), content));
    }

    private ProposeContract.Outcome.Proposed proposed(String name, byte[] content) {
        return switch (propose(name, content)) {
            case ProposeContract.Outcome.Proposed proposed -> proposed;
            case ProposeContract.Outcome.Rejected(var faults) ->
                    throw new AssertionError(faults.toString());
        };
    }

    private List<Violation> rejected(String name, byte[] content) {
        return switch (propose(name, content)) {
            case ProposeContract.Outcome.Rejected(var faults) -> faults;
            case ProposeContract.Outcome.Proposed(var proposal, var _) ->
                    throw new AssertionError(proposal.toString());
        };
    }

    private String write(FeatureContract contract) {
        return world.documents.write(contract);
    }

    private RegisterContract.Outcome register(String document) {
        return world.registerContract.register(
                new RegisterContract.Command(document.getBytes(UTF_8)));
    }

    private static ContractId registered(RegisterContract.Outcome outcome) {
        return switch (outcome) {
            case RegisterContract.Outcome.Registered(var contract, var _) -> contract.id();
            case RegisterContract.Outcome other -> throw new AssertionError(other.toString());
        };
    }
}
