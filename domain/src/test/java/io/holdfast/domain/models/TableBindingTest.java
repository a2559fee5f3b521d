package io.holdfast.domain.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.TableBinding.IdentifierColumn;
import io.holdfast.domain.models.TableBinding.LabelColumn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableBindingTest {

    private static final List<String> FULL = List.of("id", "charge", "plan", "paperless", "left");

    /// `charge` may be absent and 0.1 stands for blank, `plan` must be there, `paperless` may be
    /// absent but not blank.
    private static final FeatureContract CONTRACT = SampleContracts.tiny("tiny", 1);

    private static final FeatureContract TIMED = SampleContracts.timed("tiny", 1);

    @Test
    void reads_rows_in_the_order_of_the_contract_whatever_the_order_of_the_columns() {
        var header = List.of("left", "plan", "charge", "id", "paperless");
        var rows = accepted(header, List.of("Yes", "basic", "5", "a", "no"));

        assertThat(rows)
                .containsExactly(
                        new TableBinding.ReadRow(
                                1,
                                new Entity(new Entity.Known("a"), FeatureVector.of(5, 0, 0)),
                                true));
    }

    @Test
    void passes_over_the_columns_that_the_contract_ignores() {
        var contract = SampleContracts.ignoring(CONTRACT, "surname", "");
        var header = List.of("", "surname", "id", "charge", "plan", "paperless", "left");
        var table = new Table(header, List.of(row(2, "0", "Hill", "a", "5", "basic", "no", "Yes")));
        var outcome =
                TableBinding.bind(
                        contract, header, IdentifierColumn.REQUIRED, LabelColumn.REQUIRED);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        TableBinding.Outcome.Bound.class,
                        bound ->
                                assertThat(bound.binding().read(table, LabelColumn.REQUIRED))
                                        .isEqualTo(
                                                new TableBinding.Content.Accepted(
                                                        accepted(
                                                                FULL,
                                                                List.of(
                                                                        "a", "5", "basic", "no",
                                                                        "Yes")))));
    }

    @Test
    void follows_the_rules_for_missing_columns_and_blank_cells() {
        var withoutCharge = accepted(List.of("id", "plan", "left"), List.of("a", "basic", "No"));
        var withBlank = accepted(FULL, List.of("a", "\t", "basic", "1", "No"));

        assertThat(withoutCharge.getFirst().entity().features())
                .isEqualTo(FeatureVector.of(Double.NaN, 0, Double.NaN));
        assertThat(withBlank.getFirst().entity().features()).isEqualTo(FeatureVector.of(0.1, 0, 1));
    }

    @Test
    void reads_one_row_by_itself_as_it_reads_a_table() {
        var binding = bound(FULL, IdentifierColumn.REQUIRED, LabelColumn.IGNORED);
        var good = row(9, "a", "1", "basic", "1", "");
        var bad = row(12, "a", "-1", "basic", "maybe", "");

        assertThat(binding.read(7, good, LabelColumn.IGNORED))
                .isEqualTo(
                        new TableBinding.RowContent.Accepted(
                                new TableBinding.ReadRow(
                                        7,
                                        new Entity(
                                                new Entity.Known("a"), FeatureVector.of(1, 0, 1)),
                                        false)));
        assertThat(binding.read(8, bad, LabelColumn.IGNORED))
                .isEqualTo(
                        new TableBinding.RowContent.Rejected(
                                List.of(
                                        new Violation(
                                                "#/rows/8/charge", "must be at least 0 (line 12)"),
                                        new Violation(
                                                "#/rows/8/paperless",
                                                "must be 0 or 1, not \"maybe\" (line 12)"))));
        assertThat(binding.hasIdentifier()).isTrue();
        assertThat(
                        bound(List.of("plan"), IdentifierColumn.OPTIONAL, LabelColumn.IGNORED)
                                .hasIdentifier())
                .isFalse();
    }

    @Test
    void names_every_fault_of_a_header() {
        assertThat(unbound(List.of("charge", "Charge", "charge", "", "a/b")))
                .containsExactly(
                        new Violation("#/Charge", "column \"Charge\" is not in contract tiny@1"),
                        new Violation("#/charge", "column stands twice in the header"),
                        new Violation("#/", "column \"\" is not in contract tiny@1"),
                        new Violation("#/a~1b", "column \"a/b\" is not in contract tiny@1"),
                        new Violation("#/id", "column is missing from the header"),
                        new Violation("#/plan", "column is missing from the header"),
                        new Violation("#/left", "column is missing from the header"));
    }

    @Test
    void needs_identifier_and_label_only_where_it_is_told_to() {
        var header = List.of("plan");

        assertThat(
                        TableBinding.bind(
                                CONTRACT, header, IdentifierColumn.OPTIONAL, LabelColumn.IGNORED))
                .isInstanceOf(TableBinding.Outcome.Bound.class);
        assertThat(unbound(header))
                .extracting(Violation::pointer)
                .containsExactly("#/id", "#/left");
    }

    @Test
    void reads_an_anonymous_entity_where_the_table_has_no_identifier() {
        var table = new Table(List.of("plan"), List.of(row(2, "gold, \"old\"")));
        var binding = bound(table.header(), IdentifierColumn.OPTIONAL, LabelColumn.IGNORED);

        assertThat(binding.read(table, LabelColumn.IGNORED))
                .isEqualTo(
                        new TableBinding.Content.Accepted(
                                List.of(
                                        new TableBinding.ReadRow(
                                                1,
                                                new Entity(
                                                        new Entity.Anonymous(),
                                                        FeatureVector.of(
                                                                Double.NaN, 1, Double.NaN)),
                                                false))));
    }

    @Test
    void ignores_what_the_label_column_says_when_told_to() {
        var table = new Table(FULL, List.of(row(2, "a", "1", "basic", "1", "perhaps")));
        var binding = bound(FULL, IdentifierColumn.REQUIRED, LabelColumn.IGNORED);

        assertThat(binding.read(table, LabelColumn.IGNORED))
                .isInstanceOf(TableBinding.Content.Accepted.class);
    }

    @Test
    void says_the_row_by_its_number_and_the_line_in_the_text() {
        var table =
                new Table(
                        FULL,
                        List.of(
                                row(2, "a", "1", "basic", "1", "No"),
                                row(7, "b", "1e400", "silver", "", "maybe")));

        assertThat(rejected(table).violations())
                .containsExactly(
                        new Violation("#/rows/2/charge", "must be a finite number (line 7)"),
                        new Violation(
                                "#/rows/2/plan",
                                "must be one of basic, gold, \"old\", not \"silver\" (line 7)"),
                        new Violation("#/rows/2/paperless", "must not be blank (line 7)"),
                        new Violation(
                                "#/rows/2/left", "must be Yes or No, not \"maybe\" (line 7)"));
    }

    @Test
    void names_a_faulty_identifier_and_a_blank_label_where_they_stand() {
        var table = new Table(FULL, List.of(row(2, " ", "1", "basic", "1", "")));

        assertThat(rejected(table).violations())
                .extracting(Violation::pointer)
                .containsExactly("#/rows/1/id", "#/rows/1/left");
    }

    @Test
    void compares_the_label_exactly_but_for_white_space_around_it() {
        assertThat(accepted(FULL, List.of("a", "1", "basic", "1", " Yes ")).getFirst().positive())
                .isTrue();
        var table = new Table(FULL, List.of(row(2, "a", "1", "basic", "1", "yes")));
        assertThat(rejected(table).total()).isOne();
    }

    @Test
    void names_ragged_rows_once_and_reads_on() {
        var table =
                new Table(
                        FULL,
                        List.of(
                                row(2, "a", "1", "basic", "1"),
                                row(3, "a", "1", "basic", "1", "No", ""),
                                row(4),
                                row(5, "a", "x", "basic", "1", "No")));

        assertThat(rejected(table).violations())
                .containsExactly(
                        new Violation("#/rows/1", "line 2 has 4 cells, the header has 5"),
                        new Violation("#/rows/2", "line 3 has 6 cells, the header has 5"),
                        new Violation("#/rows/3", "line 4 has 0 cells, the header has 5"),
                        new Violation("#/rows/4/charge", "must be a number, not \"x\" (line 5)"));
    }

    @Test
    void names_so_many_faults_and_counts_the_rest() {
        int rows = 4_000;
        var faulty = row(2, "a", "x", "x", "x", "No");
        var table = new Table(FULL, Collections.nCopies(rows, faulty));

        var rejected = rejected(table);

        assertThat(rejected.violations()).hasSize(TableBinding.MAX_VIOLATIONS);
        assertThat(rejected.total()).isEqualTo(3L * rows);
        assertThat(rejected.violations().getLast().pointer()).isEqualTo("#/rows/3334/charge");
    }

    @Test
    void names_exactly_the_most_faults_there_may_be() {
        var rows =
                IntStream.range(0, TableBinding.MAX_VIOLATIONS)
                        .mapToObj(i -> row(i + 2L, "a", "x", "basic", "1", "No"))
                        .toList();

        var rejected = rejected(new Table(FULL, rows));

        assertThat(rejected.violations()).hasSize(TableBinding.MAX_VIOLATIONS);
        assertThat(rejected.total()).isEqualTo(TableBinding.MAX_VIOLATIONS);
    }

    @Test
    void accepts_a_table_without_rows() {
        var empty = new Table(FULL, List.of());

        assertThat(
                        bound(FULL, IdentifierColumn.REQUIRED, LabelColumn.REQUIRED)
                                .read(empty, LabelColumn.REQUIRED))
                .isEqualTo(new TableBinding.Content.Accepted(List.of()));
    }

    private static List<TableBinding.ReadRow> accepted(List<String> header, List<String> cells) {
        var table = new Table(header, List.of(new Table.Row(2, cells)));
        return switch (bound(header, IdentifierColumn.REQUIRED, LabelColumn.REQUIRED)
                .read(table, LabelColumn.REQUIRED)) {
            case TableBinding.Content.Accepted(var rows) -> rows;
            case TableBinding.Content.Rejected(var faults, var _) ->
                    throw new AssertionError(faults.toString());
        };
    }

    private static TableBinding.Content.Rejected rejected(Table table) {
        return switch (bound(table.header(), IdentifierColumn.REQUIRED, LabelColumn.REQUIRED)
                .read(table, LabelColumn.REQUIRED)) {
            case TableBinding.Content.Rejected rejected -> rejected;
            case TableBinding.Content.Accepted(var rows) ->
                    throw new AssertionError(rows.toString());
        };
    }

    private static List<Violation> unbound(List<String> header) {
        return switch (TableBinding.bind(
                CONTRACT, header, IdentifierColumn.REQUIRED, LabelColumn.REQUIRED)) {
            case TableBinding.Outcome.Rejected(var faults) -> faults;
            case TableBinding.Outcome.Bound _ -> throw new AssertionError("bound");
        };
    }

    private static TableBinding bound(
            List<String> header, IdentifierColumn identifier, LabelColumn label) {
        return switch (TableBinding.bind(CONTRACT, header, identifier, label)) {
            case TableBinding.Outcome.Bound(var binding) -> binding;
            case TableBinding.Outcome.Rejected(var faults) ->
                    throw new AssertionError(faults.toString());
        };
    }

    private static Table.Row row(long line, String... cells) {
        return new Table.Row(line, List.of(cells));
    }

    private static TableBinding.Content readTimed(String... times) {
        var header = List.of("id", "plan", "left", "seen");
        var rows = new ArrayList<Table.Row>();
        for (int i = 0; i < times.length; i++) {
            rows.add(row(i + 2, "c" + i, "basic", "Yes", times[i]));
        }
        var outcome =
                TableBinding.bind(TIMED, header, IdentifierColumn.REQUIRED, LabelColumn.REQUIRED);
        return ((TableBinding.Outcome.Bound) outcome)
                .binding()
                .read(new Table(header, rows), LabelColumn.REQUIRED);
    }

    @Test
    void reads_dates_and_moments_of_labelled_rows() {
        var content =
                readTimed("2026-03-01", " 2026-03-01T12:00:00Z ", "2026-03-01T12:00:00.5+02:00");

        assertThat(((TableBinding.Content.Accepted) content).rows())
                .extracting(TableBinding.ReadRow::moment)
                .containsExactly(
                        new TrainingSet.Moment.At(Instant.parse("2026-03-01T00:00:00Z")),
                        new TrainingSet.Moment.At(Instant.parse("2026-03-01T12:00:00Z")),
                        new TrainingSet.Moment.At(Instant.parse("2026-03-01T10:00:00.5Z")));
    }

    @Test
    void refuses_a_time_that_is_none() {
        var content =
                readTimed(
                        "", "2026-02-30", "01.03.2026", "2026-03-01T12:00:00", "2026-3-1", "soon");

        assertThat(((TableBinding.Content.Rejected) content).violations())
                .extracting(Violation::pointer)
                .containsExactly(
                        "#/rows/1/seen",
                        "#/rows/2/seen",
                        "#/rows/3/seen",
                        "#/rows/4/seen",
                        "#/rows/5/seen",
                        "#/rows/6/seen");
    }

    @Test
    void needs_the_time_where_it_needs_the_label_and_else_passes_it_over() {
        var without =
                TableBinding.bind(
                        TIMED,
                        List.of("id", "plan", "left"),
                        IdentifierColumn.REQUIRED,
                        LabelColumn.REQUIRED);
        assertThat(without)
                .isEqualTo(
                        new TableBinding.Outcome.Rejected(
                                List.of(
                                        new Violation(
                                                "#/seen", "column is missing from the header"))));

        var header = List.of("plan", "seen");
        var table = new Table(header, List.of(row(2, "basic", "whenever")));
        var bound =
                TableBinding.bind(TIMED, header, IdentifierColumn.OPTIONAL, LabelColumn.IGNORED);
        assertThat(((TableBinding.Outcome.Bound) bound).binding().read(table, LabelColumn.IGNORED))
                .isInstanceOf(TableBinding.Content.Accepted.class);
    }
}
