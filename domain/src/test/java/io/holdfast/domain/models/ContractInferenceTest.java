package io.holdfast.domain.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.ColumnProfile.Use;
import io.holdfast.domain.models.ContractInference.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractInferenceTest {

    private static final Choice INFERRED = new Choice.Inferred();
    private static final Feature.Missing REFUSED = new Feature.Missing.Refused();
    private static final Feature.Missing UNKNOWN = new Feature.Missing.Unknown();

    @Test
    void proposes_a_contract_that_takes_its_own_table() {
        var columns =
                SampleColumns.usable()
                        .with("", String::valueOf)
                        .with("plan", i -> i % 4 == 0 ? " gold" : "basic")
                        .with("surname", i -> "Surname " + i)
                        .with("balance", i -> i % 5 == 0 ? "" : i % 2 == 0 ? "-1.5" : "2e3")
                        .with("paperless", i -> i % 2 == 0 ? "YES" : "no");
        var proposal = proposal(columns, 100);
        var contract = proposal.contract();

        assertThat(contract.id()).isEqualTo(new ContractId("mine", 1));
        assertThat(contract.title()).isEqualTo("mine: Churn is Yes");
        assertThat(contract.identifier()).isEqualTo("customer_id");
        assertThat(contract.label()).isEqualTo(new FeatureContract.Label("Churn", "Yes", "No"));
        assertThat(contract.features())
                .containsExactly(
                        new Feature.Numeric(
                                "tenure", "", 0, Double.MAX_VALUE, true, REFUSED, REFUSED),
                        new Feature.Categorical("plan", List.of("basic", "gold"), REFUSED, REFUSED),
                        new Feature.Numeric(
                                "balance",
                                "",
                                -Double.MAX_VALUE,
                                Double.MAX_VALUE,
                                false,
                                UNKNOWN,
                                UNKNOWN),
                        new Feature.Flag("paperless", REFUSED, REFUSED));
        assertThat(contract.ignored()).containsExactly("", "surname");
        assertThat(proposal.rows()).isEqualTo(100);
        assertThat(proposal.positives()).isEqualTo(34);
        assertThat(proposal.warnings()).isEmpty();
        assertThat(
                        TableBinding.bind(
                                contract,
                                columns.table(100).header(),
                                TableBinding.IdentifierColumn.REQUIRED,
                                TableBinding.LabelColumn.REQUIRED))
                .isInstanceOfSatisfying(
                        TableBinding.Outcome.Bound.class,
                        bound ->
                                assertThat(
                                                bound.binding()
                                                        .read(
                                                                columns.table(100),
                                                                TableBinding.LabelColumn.REQUIRED))
                                        .isInstanceOf(TableBinding.Content.Accepted.class));
    }

    @Test
    void tells_of_every_column_what_was_found_in_it() {
        var columns =
                SampleColumns.usable()
                        .with("balance", i -> i % 4 == 0 ? " " : String.valueOf(i % 10 - 2));

        assertThat(proposal(columns, 100).columns())
                .containsExactly(
                        new ColumnProfile("customer_id", new Use.Identifier(), 100, 0, 100),
                        new ColumnProfile("Churn", new Use.Label(), 100, 0, 2),
                        new ColumnProfile("tenure", new Use.Numeric(0, 12, true), 100, 0, 13),
                        new ColumnProfile("balance", new Use.Numeric(-2, 7, true), 100, 25, 10));
        assertThat(proposal(columns, 100).columns().getLast().blankShare()).isEqualTo(0.25);
    }

    @Test
    void names_risk_bands_a_threshold_and_advice_for_every_band() {
        var contract = proposal(SampleColumns.usable(), 100).contract();
        var features = FeatureVector.of(1);

        assertThat(contract.decisionThreshold()).isEqualTo(0.5);
        assertThat(contract.risk().levelOf(new Probability(0.39))).isEqualTo("Low");
        assertThat(contract.risk().levelOf(new Probability(0.4))).isEqualTo("Medium");
        assertThat(contract.risk().levelOf(new Probability(0.7))).isEqualTo("High");
        for (var band : contract.risk().bands()) {
            assertThat(contract.advice().of(contract, features, band.name())).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-05,dates",
        "05.01.2026,dates",
        "1/5/26 10:00,dates",
        "2026-01-05T10:00:00Z,dates",
        "10:35,dates",
        "same,constant",
        "7,constant",
        "'',every cell is blank",
    })
    void leaves_out_what_no_model_can_use(String cell, String reason) {
        assertThat(
                        leftOut(i ->
                                i % 2 == 0 && !cell.isEmpty() && !reason.equals("constant")
                                        ? cell.replace('5', '6')
                                        : cell))
                .startsWith(reason);
    }

    @Test
    void leaves_out_one_value_beside_blank_cells() {
        assertThat(leftOut(i -> i % 4 == 0 ? "gone" : ""))
                .isEqualTo("constant beside blank cells: always \"gone\"");
    }

    @Test
    void leaves_out_texts_that_are_too_many_too_long_or_unique() {
        assertThat(leftOut(i -> "city " + i % 51)).startsWith("51 categories, at most 50");
        assertThat(leftOut(i -> "unique " + i)).startsWith("unique text");
        assertThat(leftOut(i -> "this is a comment number " + i % 60)).isEqualTo("free text");
        assertThat(leftOut(i -> "x".repeat(101) + i % 3)).isEqualTo("free text");
        assertThat(use(i -> "city " + i % 50)).isInstanceOf(Use.Category.class);
        assertThat(use(i -> "x".repeat(99) + i % 3)).isInstanceOf(Use.Category.class);
    }

    @Test
    void leaves_out_a_column_of_10_000_categories() {
        var columns = SampleColumns.usable().with("city", i -> "city " + i % 10_000);

        assertThat(last(proposal(columns, 20_000)).use())
                .isEqualTo(
                        new Use.LeftOut(
                                "10,000 categories, at most 50 can be told apart: group them"));
    }

    @Test
    void leaves_out_row_numbers_and_second_identifiers() {
        assertThat(leftOut(i -> String.valueOf(i + 1))).isEqualTo("counts the rows");
        assertThat(leftOut(i -> String.valueOf(i * 3 / 2))).isEqualTo("counts the rows");
        assertThat(use(i -> String.valueOf(i * 3))).isInstanceOf(Use.Numeric.class);
        assertThat(use(i -> String.valueOf(-i))).isInstanceOf(Use.Numeric.class);
        var columns = SampleColumns.usable().with("AccountId", i -> String.valueOf(i * 37 % 101));
        assertThat(last(proposal(columns, 100)).use())
                .isEqualTo(new Use.LeftOut("looks like a second identifier"));
    }

    @Test
    void says_which_cells_keep_a_column_from_being_a_number() {
        assertThat(leftOut(i -> i % 20 == 0 ? "N/A" : String.valueOf(i % 70)))
                .isEqualTo(
                        "95 of 100 values are numbers and \"N/A\" is not: write such cells as blank");
        assertThat(leftOut(i -> i % 20 == 0 ? "1e999" : String.valueOf(i % 70)))
                .contains("\"1e999\" is not");
    }

    @Test
    void leaves_out_columns_whose_name_no_feature_can_have() {
        var name = "n".repeat(101);
        var proposal = proposal(SampleColumns.usable().with(name, i -> "" + i % 5), 100);

        assertThat(last(proposal).use()).isInstanceOf(Use.LeftOut.class);
        assertThat(proposal.contract().ignored()).containsExactly(name);
    }

    @Test
    void a_number_is_whole_only_where_none_is_written_with_a_fraction() {
        assertThat(use(i -> i % 7 + ".0")).isEqualTo(new Use.Numeric(0, 6, false));
        assertThat(use(i -> "" + i % 7)).isEqualTo(new Use.Numeric(0, 6, true));
        assertThat(use(i -> "-" + i % 7)).isEqualTo(new Use.Numeric(-6, 0, true));
    }

    @Test
    void a_flag_has_one_spelling_of_yes_and_one_of_no() {
        assertThat(use(i -> "" + i % 2)).isEqualTo(new Use.Flag());
        assertThat(use(i -> i % 2 == 0 ? "TRUE" : "False")).isEqualTo(new Use.Flag());
        assertThat(use(i -> i % 2 == 0 ? "yes" : "true")).isInstanceOf(Use.Category.class);
        assertThat(use(i -> i % 2 == 0 ? "Y" : "N")).isInstanceOf(Use.Category.class);
        assertThat(use(i -> "" + (1 + i % 2))).isInstanceOf(Use.Numeric.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1,0",
        "true,false",
        "Churned,Retained",
        "Exited,Stayed",
        "y,n",
        "Attrited Customer,Existing",
    })
    void knows_the_usual_spellings_of_yes(String yes, String no) {
        var columns = SampleColumns.usable().with("Churn", i -> i % 4 == 0 ? yes : no);

        assertThat(proposal(columns, 60).contract().label())
                .isEqualTo(new FeatureContract.Label("Churn", yes, no));
    }

    @Test
    void asks_which_one_means_yes_where_it_cannot_tell() {
        var columns = SampleColumns.usable().with("Churn", i -> i % 4 == 0 ? "red" : "blue");
        var request = request("mine", "Churn", INFERRED, INFERRED);

        assertThat(rejected(request, columns.table(60)))
                .containsExactly(
                        new Violation(
                                "#/positive",
                                "is needed: say which one means yes, \"blue\" or \"red\""));
        var named = request("mine", "Churn", new Choice.Named(" red "), INFERRED);
        assertThat(proposed(named, columns.table(60)).contract().label())
                .isEqualTo(new FeatureContract.Label("Churn", "red", "blue"));
        assertThat(
                        rejected(
                                request("mine", "Churn", new Choice.Named("green"), INFERRED),
                                columns.table(60)))
                .extracting(Violation::pointer)
                .containsExactly("#/positive");
    }

    @Test
    void refuses_a_label_without_exactly_two_values() {
        assertThat(labelFault(i -> "Yes")).isEqualTo("has one class only: \"Yes\"");
        assertThat(labelFault(i -> "v" + i % 7)).startsWith("must have two values, has 7: \"v");
        assertThat(labelFault(i -> i < 5 ? "" : i % 2 == 0 ? "Yes" : "No"))
                .isEqualTo("is blank in 5 rows");
        assertThat(labelFault(i -> i % 2 == 0 ? "Yes" : "n".repeat(101)))
                .startsWith("has a value longer");
        assertThat(
                        rejected(
                                request("mine", "churn", INFERRED, INFERRED),
                                SampleColumns.usable().table(60)))
                .containsExactly(new Violation("#/label", "column \"churn\" is not in the header"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "customerID",
                "CustomerId",
                "Customer ID",
                "id",
                "userId",
                "CLIENTNUM",
                "ref_id"
            })
    void finds_the_identifier_by_its_name(String name) {
        var columns = SampleColumns.usable().without("customer_id").with(name, i -> "" + (i + 5));

        assertThat(proposal(columns, 60).contract().identifier()).isEqualTo(name);
    }

    @Test
    void prefers_the_customer_to_other_identifiers() {
        var columns = SampleColumns.usable().with("id", i -> "x" + i).with("UserId", i -> "u" + i);

        assertThat(proposal(columns, 60).contract().identifier()).isEqualTo("customer_id");
        assertThat(proposal(columns.without("customer_id"), 60).contract().identifier())
                .isEqualTo("UserId");
    }

    @Test
    void asks_for_the_identifier_where_it_finds_none() {
        var repeated = SampleColumns.usable().with("customer_id", i -> "c" + i / 2);
        var notCalledSo = SampleColumns.usable().without("customer_id").with("paid", i -> "p" + i);
        var inferred = request("mine", "Churn", INFERRED, INFERRED);

        for (var columns : List.of(repeated, notCalledSo)) {
            assertThat(rejected(inferred, columns.table(60)))
                    .extracting(Violation::pointer)
                    .containsExactly("#/identifier");
        }
        var named =
                proposed(
                        request("mine", "Churn", INFERRED, new Choice.Named("customer_id")),
                        repeated.table(60));
        assertThat(named.contract().identifier()).isEqualTo("customer_id");
        assertThat(named.warnings())
                .singleElement()
                .asString()
                .startsWith("30 rows have an identifier that stands in another row too");
    }

    @Test
    void refuses_an_identifier_that_cannot_be_one() {
        assertThat(identifierFault("Churn", i -> "x")).isEqualTo("must not be the label column");
        assertThat(identifierFault("nowhere", i -> "x"))
                .isEqualTo("column \"nowhere\" is not in the header");
        assertThat(identifierFault("other", i -> i == 7 ? "" : "c" + i))
                .isEqualTo("is blank in 1 rows");
        assertThat(identifierFault("other", i -> "c".repeat(101) + i)).startsWith("has a value");
        assertThat(identifierFault("other", i -> "c\n" + i)).contains("control characters");
    }

    @Test
    void refuses_12_rows_and_warns_of_fewer_than_50() {
        var request = request("mine", "Churn", INFERRED, INFERRED);
        assertThat(rejected(request, SampleColumns.usable().table(12)))
                .containsExactly(new Violation("#", "must have at least 20 rows, has 12"));
        assertThat(proposal(SampleColumns.usable(), 49).warnings())
                .containsExactly("49 rows are too few to train with: at least 50 are needed");
        assertThat(proposal(SampleColumns.usable(), 20).warnings()).hasSize(2);
        assertThat(proposal(SampleColumns.usable(), 50).warnings()).isEmpty();
    }

    @Test
    void mentions_a_column_that_alone_tells_the_label() {
        var number = SampleColumns.usable().with("left_on", i -> i % 3 == 0 ? "9" : "" + i % 8);
        var text = SampleColumns.usable().with("reason", i -> i % 3 == 0 ? "moved" : "none");
        var blank = SampleColumns.usable().with("left_on", i -> i % 3 == 0 ? "" + i : "");
        for (var columns : List.of(number, text, blank)) {
            assertThat(proposal(columns, 99).warnings())
                    .singleElement()
                    .asString()
                    .contains("alone tells the label (AUC 1.000)");
        }
    }

    @Test
    void says_that_a_contract_is_there_already() {
        var request = new ContractInference.Request("mine", 4, "Churn", INFERRED, INFERRED);
        var proposal = proposed(request, SampleColumns.usable().table(60));

        assertThat(proposal.contract().id()).isEqualTo(new ContractId("mine", 4));
        assertThat(proposal.warnings())
                .containsExactly("contract mine is there already: this would be its version 4");
    }

    @Test
    void takes_names_for_names_whatever_they_say() {
        var sql = "\"; DROP TABLE users; --";
        var pointer = "a/b~c{}'\n$1";
        var columns =
                SampleColumns.usable()
                        .with(sql, i -> "" + i % 9)
                        .with(pointer, i -> i % 2 == 0 ? "'; --" : "{x}");
        var features = proposal(columns, 60).contract().features();

        assertThat(features).extracting(Feature::name).containsExactly("tenure", sql, pointer);
        assertThat(features.getLast())
                .isEqualTo(
                        new Feature.Categorical(
                                pointer, List.of("'; --", "{x}"), REFUSED, REFUSED));
    }

    @Test
    void names_all_faults_at_once() {
        var good = SampleColumns.usable().with("Churn", i -> "v" + i).table(12);
        var header = new ArrayList<>(good.header());
        header.set(2, "customer_id");

        assertThat(
                        rejected(
                                request("My Bank", "Churn", INFERRED, new Choice.Named("x")),
                                new Table(header, good.rows())))
                .extracting(Violation::pointer)
                .containsExactly("#/name", "#", "#", "#/label", "#/identifier");
    }

    @Test
    void names_ragged_rows_but_not_all_of_them() {
        var rows = new ArrayList<>(SampleColumns.usable().table(60).rows());
        for (int i = 10; i < 60; i++) {
            rows.set(i, new Table.Row(i + 2L, List.of("c" + i)));
        }
        var table = new Table(SampleColumns.usable().table(1).header(), rows);

        var faults = rejected(request("mine", "Churn", INFERRED, INFERRED), table);

        assertThat(faults).hasSize(20);
        assertThat(faults.getFirst())
                .isEqualTo(new Violation("#/rows/11", "line 12 has 1 cells, the header has 3"));
    }

    @Test
    void refuses_a_table_with_no_feature_or_too_many() {
        var request = request("mine", "Churn", INFERRED, INFERRED);
        assertThat(rejected(request, SampleColumns.labelled().table(60)))
                .containsExactly(
                        new Violation(
                                "#", "must have 1 to 1000 columns that can be features, has 0"));
        var wide = SampleColumns.labelled();
        for (int f = 0; f < 1_001; f++) {
            wide.with("f" + f, i -> "" + i % 5);
        }
        assertThat(rejected(request, wide.table(20)))
                .singleElement()
                .extracting(Violation::detail)
                .asString()
                .endsWith("has 1001");
    }

    private static ContractInference.Request request(
            String name, String label, Choice positive, Choice identifier) {
        return new ContractInference.Request(name, 1, label, positive, identifier);
    }

    private static ContractProposal proposed(ContractInference.Request request, Table table) {
        return switch (ContractInference.infer(request, table)) {
            case ContractInference.Outcome.Proposed(var proposal) -> proposal;
            case ContractInference.Outcome.Rejected(var faults) ->
                    throw new AssertionError(faults.toString());
        };
    }

    private static List<Violation> rejected(ContractInference.Request request, Table table) {
        return switch (ContractInference.infer(request, table)) {
            case ContractInference.Outcome.Rejected(var faults) -> faults;
            case ContractInference.Outcome.Proposed(var proposal) ->
                    throw new AssertionError(proposal.toString());
        };
    }

    private static ContractProposal proposal(SampleColumns columns, int rows) {
        return proposed(request("mine", "Churn", INFERRED, INFERRED), columns.table(rows));
    }

    private static ColumnProfile last(ContractProposal proposal) {
        return proposal.columns().getLast();
    }

    private static Use use(IntFunction<String> cell) {
        return last(proposal(SampleColumns.usable().with("column", cell), 100)).use();
    }

    private static String leftOut(IntFunction<String> cell) {
        return switch (use(cell)) {
            case Use.LeftOut(var reason) -> reason;
            case Use other -> throw new AssertionError(other.toString());
        };
    }

    private static String labelFault(IntFunction<String> label) {
        var faults =
                rejected(
                        request("mine", "Churn", INFERRED, INFERRED),
                        SampleColumns.usable().with("Churn", label).table(60));
        assertThat(faults).extracting(Violation::pointer).containsExactly("#/label");
        return faults.getFirst().detail();
    }

    private static String identifierFault(String name, IntFunction<String> other) {
        var faults =
                rejected(
                        request("mine", "Churn", INFERRED, new Choice.Named(name)),
                        SampleColumns.usable().with("other", other).table(60));
        assertThat(faults).extracting(Violation::pointer).containsExactly("#/identifier");
        return faults.getFirst().detail();
    }
}
