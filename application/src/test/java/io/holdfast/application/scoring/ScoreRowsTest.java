package io.holdfast.application.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.application.models.ModelsWorld;
import io.holdfast.application.models.ServedModel;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.CompiledModel;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.Explanation;
import io.holdfast.domain.models.Probability;
import io.holdfast.domain.models.SampleModels;
import io.holdfast.domain.models.Stage;
import io.holdfast.domain.models.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreRowsTest {

    private static final ContractId TINY = new ContractId("tiny", 1);
    private static final List<String> FULL = List.of("id", "charge", "plan", "paperless", "left");

    private final ModelsWorld world = new ModelsWorld();
    private final ServedModel served =
            new ServedModel(
                    world.registry.register(TINY, SampleModels.trained(1), ModelsWorld.NOON),
                    Stage.PRODUCTION,
                    world.contract,
                    new ByCharge());

    private ScoreRows.Preparation prepare(List<String> header, int reasons) {
        return ScoreRows.prepare(served, header, reasons);
    }

    private ScoreRows ready(List<String> header, int reasons) {
        var preparation = prepare(header, reasons);
        assertThat(preparation).isInstanceOf(ScoreRows.Preparation.Ready.class);
        return ((ScoreRows.Preparation.Ready) preparation).scorer();
    }

    private static Table.Row row(long line, String... cells) {
        return new Table.Row(line, List.of(cells));
    }

    private static ScoreRows.Item scored(String entity, double probability, String level) {
        return new ScoreRows.Item.Scored(
                entity, new Probability(probability), probability >= 0.5, level, List.of());
    }

    @Test
    void scores_each_row_and_rejects_those_it_cannot_read_in_their_places() {
        var items =
                ready(FULL, 0)
                        .score(
                                11,
                                List.of(
                                        row(20, "a", "55", "basic", "1", ""),
                                        row(21, "", "-1", "basic", "1", "No"),
                                        row(23, "c", "10", "basic", "1", "perhaps"),
                                        row(24, "d", "10")));

        assertThat(items)
                .containsExactly(
                        scored("a", 0.55, "Low"),
                        new ScoreRows.Item.Rejected(
                                21,
                                List.of(
                                        new Violation(
                                                "#/rows/12/charge", "must be at least 0 (line 21)"),
                                        new Violation(
                                                "#/rows/12/id",
                                                "must be a text of 1 to 100 characters (line 21)"))),
                        scored("c", 0.1, "Low"),
                        new ScoreRows.Item.Rejected(
                                24,
                                List.of(
                                        new Violation(
                                                "#/rows/14",
                                                "line 24 has 2 cells, the header has 5"))));
    }

    @Test
    void decides_by_the_threshold_and_the_bands_of_the_contract() {
        var items =
                ready(FULL, 0)
                        .score(
                                1,
                                List.of(
                                        row(2, "a", "49.9", "basic", "1", ""),
                                        row(3, "b", "50", "basic", "1", ""),
                                        row(4, "c", "60", "basic", "1", "")));

        assertThat(items)
                .containsExactly(
                        scored("a", 0.499, "Low"),
                        scored("b", 0.5, "Low"),
                        scored("c", 0.6, "High"));
    }

    @Test
    void names_rows_by_their_number_where_the_table_has_no_identifier() {
        var scorer = ready(List.of("plan", "charge"), 0);

        assertThat(scorer.entityColumn()).isEqualTo("row");
        assertThat(scorer.score(7, List.of(row(9, "basic", "10"), row(10, "basic", "20"))))
                .containsExactly(scored("7", 0.1, "Low"), scored("8", 0.2, "Low"));
        assertThat(ready(FULL, 0).entityColumn()).isEqualTo("id");
    }

    @Test
    void names_the_strongest_reasons_first_whichever_way_they_push() {
        var scorer = ready(FULL, 2);

        var item =
                (ScoreRows.Item.Scored)
                        scorer.score(1, List.of(row(2, "a", "50", "basic", "1", ""))).getFirst();

        assertThat(item.reasons())
                .containsExactly(
                        new ScoreRows.Reason("plan", -3), new ScoreRows.Reason("paperless", 2));
    }

    @Test
    void names_no_more_reasons_than_there_are_features() {
        assertThat(ready(FULL, ScoreRows.MAX_REASONS).reasons()).isEqualTo(3);
        assertThatThrownBy(() -> prepare(FULL, ScoreRows.MAX_REASONS + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> prepare(FULL, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refuses_a_header_with_every_column_that_is_missing_strange_or_there_twice() {
        assertThat(prepare(List.of("charge", "charge", "email"), 0))
                .isEqualTo(
                        new ScoreRows.Preparation.Refused(
                                List.of(
                                        new Violation(
                                                "#/charge", "column stands twice in the header"),
                                        new Violation(
                                                "#/email",
                                                "column \"email\" is not in contract tiny@1"),
                                        new Violation(
                                                "#/plan", "column is missing from the header"))));
    }

    private record ByCharge() implements CompiledModel {
        @Override
        public ContractId contract() {
            return TINY;
        }

        @Override
        public double score(double[] features) {
            return features[0] / 100;
        }

        @Override
        public Explanation explain(double[] features) {
            return new Explanation(0, new double[] {1, -3, 2});
        }
    }
}
