package io.holdfast.application.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.Dataset;
import io.holdfast.domain.models.FeatureVector;
import io.holdfast.domain.models.ModelTrainer;
import io.holdfast.domain.models.SampleContracts;
import io.holdfast.domain.models.Stage;
import io.holdfast.domain.models.TrainingSet;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DatasetsAndTrainingTest {

    private static final ModelTrainer.Plan PLAN = ModelTrainer.Plan.standard();

    private final ModelsWorld world = new ModelsWorld();

    @Test
    void keeps_a_table_with_what_it_found_in_it() {
        var content = ModelsWorld.table("a,1,basic,1,No", "b,2,basic,0,Yes");

        var dataset = stored(world.upload("tiny", content));

        assertThat(dataset)
                .isEqualTo(
                        new Dataset(
                                dataset.id(),
                                new ContractId("tiny", 1),
                                "customers.csv",
                                2,
                                5,
                                0,
                                world.sha256.hex(content),
                                "ada",
                                ModelsWorld.NOON));
        assertThat(world.datasets.latest("tiny")).contains(dataset);
        assertThat(world.datasets.content(dataset.id())).contains(content);
    }

    @Test
    void counts_rows_that_a_later_row_replaced() {
        var dataset =
                stored(
                        world.upload(
                                "a,1,basic,1,No",
                                "b,2,basic,0,Yes",
                                "a,3,basic,0,Yes",
                                " a ,4,basic,0,Yes"));

        assertThat(dataset.rows()).isEqualTo(2);
        assertThat(dataset.duplicates()).isEqualTo(2);
        assertThat(read().rows())
                .containsExactly(
                        new TrainingSet.Row("a", FeatureVector.of(4, 0, 0), true),
                        new TrainingSet.Row("b", FeatureVector.of(2, 0, 0), true));
    }

    @Test
    void keeps_the_time_of_each_row_where_the_contract_has_one() {
        world.contracts.register(SampleContracts.timed("timed", 1));
        var table = bytes("id,plan,left,seen\na,basic,Yes,2026-03-01\nb,basic,No,2026-03-02");

        var outcome = world.trainingSets.read(new TrainingSets.Source.Given("timed", table));

        assertThat(((TrainingSets.Outcome.Read) outcome).set().times())
                .containsExactly(
                        Instant.parse("2026-03-01T00:00:00Z"),
                        Instant.parse("2026-03-02T00:00:00Z"));
    }

    @Test
    void stores_nothing_of_a_table_with_one_bad_cell_and_names_every_fault() {
        var outcome =
                world.upload("a,1,basic,1,No", "b,x,basic,1,No", "c,1,silver,1,No", "d,1,basic,1");

        assertThat(rejected(outcome).total()).isEqualTo(3);
        assertThat(rejected(outcome).violations())
                .extracting(Violation::pointer)
                .containsExactly("#/rows/2/charge", "#/rows/3/plan", "#/rows/4");
        assertThat(world.datasets.list("tiny", 10)).isEmpty();
    }

    @Test
    void stores_nothing_of_a_table_without_rows_or_with_a_foreign_header() {
        assertThat(rejected(world.upload("tiny", bytes(ModelsWorld.HEADER))).violations())
                .containsExactly(new Violation("#", "the table has a header but no rows"));
        assertThat(rejected(world.upload("tiny", bytes("id,plan\na,basic"))).violations())
                .containsExactly(new Violation("#/left", "column is missing from the header"));
        assertThat(rejected(world.upload("tiny", bytes(""))).violations())
                .containsExactly(new Violation("#", "the file is empty"));
        assertThat(world.datasets.list("tiny", 10)).isEmpty();
    }

    @Test
    void needs_an_identifier_in_every_row_to_learn_from() {
        assertThat(rejected(world.upload(",1,basic,1,No")).violations())
                .extracting(Violation::pointer)
                .containsExactly("#/rows/1/id");
    }

    @Test
    void knows_no_contract_of_that_name() {
        assertThat(world.upload("unheard-of", ModelsWorld.table("a,1,basic,1,No")))
                .isEqualTo(new UploadDataset.Outcome.UnknownContract("unheard-of"));
    }

    @Test
    void reads_by_the_newest_version_of_the_contract() {
        world.contracts.register(SampleContracts.tiny("tiny", 2));

        assertThat(stored(world.upload("a,1,basic,1,No")).contract())
                .isEqualTo(new ContractId("tiny", 2));
    }

    @Test
    void trains_the_first_version_for_production_and_the_next_for_staging() {
        world.uploadEnough();

        var first = registered(world.train());
        var second = registered(world.train());

        assertThat(first.version().number()).isEqualTo(1);
        assertThat(first.stage()).isEqualTo(Stage.PRODUCTION);
        assertThat(first.version().trainingRows()).isEqualTo(80);
        assertThat(first.version().createdAt()).isEqualTo(ModelsWorld.NOON);
        assertThat(first.candidates()).isNotEmpty();
        assertThat(second.version().number()).isEqualTo(2);
        assertThat(second.stage()).isEqualTo(Stage.STAGING);
        assertThat(second.version().artefactSha256()).isEqualTo(first.version().artefactSha256());
    }

    @Test
    void trains_on_the_dataset_that_is_named_and_not_on_the_newest() {
        var named = stored(world.upload(ModelsWorld.enough()));
        world.upload("a,1,basic,1,No");

        var outcome =
                world.trainModel.train(
                        new TrainModel.Command(
                                new TrainingSets.Source.Stored(named.id()), PLAN, "ada"),
                        _ -> {});

        assertThat(registered(outcome).version().dataSha256()).isEqualTo(named.sha256());
    }

    @Test
    void registers_nothing_that_cannot_be_learned_from() {
        world.upload("a,1,basic,1,No", "b,1,basic,1,Yes");

        assertThat(world.train()).isInstanceOf(TrainModel.Outcome.Refused.class);
        assertThat(world.registry.versions("tiny", 10)).isEmpty();
    }

    @Test
    void has_no_dataset_to_train_on() {
        var unknown = new TrainingSets.Source.Stored(UUID.fromString("0-0-0-0-1"));

        assertThat(world.train()).isEqualTo(new TrainModel.Outcome.NoDataset());
        assertThat(world.trainModel.train(new TrainModel.Command(unknown, PLAN, "ada"), _ -> {}))
                .isEqualTo(new TrainModel.Outcome.NoDataset());
        assertThat(evaluate(unknown)).isEqualTo(new EvaluateModel.Outcome.NoDataset());
    }

    @Test
    void trains_outside_of_any_transaction() {
        world.uploadEnough();
        var inside = new ArrayList<Boolean>();

        world.trainModel.train(
                new TrainModel.Command(new TrainingSets.Source.Latest("tiny"), PLAN, "ada"),
                _ -> inside.add(world.transactions.isRunning()));

        assertThat(inside).isNotEmpty().containsOnly(false);
    }

    @Test
    void evaluates_without_registering_or_keeping_anything() {
        var given = new TrainingSets.Source.Given("tiny", ModelsWorld.table(ModelsWorld.enough()));

        assertThat(evaluate(given))
                .isInstanceOfSatisfying(
                        EvaluateModel.Outcome.Measured.class,
                        measured -> {
                            assertThat(measured.rows()).isEqualTo(80);
                            assertThat(measured.positives()).isEqualTo(20);
                            assertThat(measured.candidates()).isNotEmpty();
                        });
        assertThat(world.registry.versions("tiny", 10)).isEmpty();
        assertThat(world.datasets.list("tiny", 10)).isEmpty();
    }

    @Test
    void refuses_a_given_table_as_it_refuses_an_upload() {
        assertThat(evaluate(new TrainingSets.Source.Given("unheard-of", bytes("id"))))
                .isEqualTo(new EvaluateModel.Outcome.UnknownContract("unheard-of"));
        assertThat(evaluate(new TrainingSets.Source.Given("tiny", ModelsWorld.table("a"))))
                .isEqualTo(
                        new EvaluateModel.Outcome.Rejected(
                                List.of(
                                        new Violation(
                                                "#/rows/1",
                                                "line 2 has 1 cells, the header has 5")),
                                1));
        assertThat(
                        evaluate(
                                new TrainingSets.Source.Given(
                                        "tiny", ModelsWorld.table("a,1,basic,1,No"))))
                .isInstanceOf(EvaluateModel.Outcome.Refused.class);
    }

    @Test
    void trains_on_a_given_table_by_the_same_rules() {
        assertThat(train(new TrainingSets.Source.Given("unheard-of", bytes("id"))))
                .isEqualTo(new TrainModel.Outcome.UnknownContract("unheard-of"));
        assertThat(train(new TrainingSets.Source.Given("tiny", ModelsWorld.table("a"))))
                .isInstanceOf(TrainModel.Outcome.Rejected.class);
        assertThat(
                        train(
                                new TrainingSets.Source.Given(
                                        "tiny", ModelsWorld.table(ModelsWorld.enough()))))
                .isInstanceOf(TrainModel.Outcome.Registered.class);
    }

    private TrainModel.Outcome train(TrainingSets.Source source) {
        return world.trainModel.train(new TrainModel.Command(source, PLAN, "ada"), _ -> {});
    }

    private EvaluateModel.Outcome evaluate(TrainingSets.Source source) {
        return world.evaluateModel.evaluate(new EvaluateModel.Command(source, PLAN), _ -> {});
    }

    private TrainingSet read() {
        return switch (world.trainingSets.read(new TrainingSets.Source.Latest("tiny"))) {
            case TrainingSets.Outcome.Read(var set) -> set;
            case TrainingSets.Outcome.NoDataset _,
                    TrainingSets.Outcome.UnknownContract _,
                    TrainingSets.Outcome.Rejected _ ->
                    throw new AssertionError("not read");
        };
    }

    private static Dataset stored(UploadDataset.Outcome outcome) {
        return switch (outcome) {
            case UploadDataset.Outcome.Stored(var dataset) -> dataset;
            case UploadDataset.Outcome.Rejected _, UploadDataset.Outcome.UnknownContract _ ->
                    throw new AssertionError(outcome.toString());
        };
    }

    private static UploadDataset.Outcome.Rejected rejected(UploadDataset.Outcome outcome) {
        return switch (outcome) {
            case UploadDataset.Outcome.Rejected rejected -> rejected;
            case UploadDataset.Outcome.Stored _, UploadDataset.Outcome.UnknownContract _ ->
                    throw new AssertionError(outcome.toString());
        };
    }

    private static TrainModel.Outcome.Registered registered(TrainModel.Outcome outcome) {
        return switch (outcome) {
            case TrainModel.Outcome.Registered registered -> registered;
            case TrainModel.Outcome.NoDataset _,
                    TrainModel.Outcome.UnknownContract _,
                    TrainModel.Outcome.Rejected _,
                    TrainModel.Outcome.Refused _ ->
                    throw new AssertionError(outcome.toString());
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
