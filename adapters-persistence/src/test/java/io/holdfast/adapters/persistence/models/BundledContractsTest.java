package io.holdfast.adapters.persistence.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.Feature;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.RiskPolicy;
import io.holdfast.domain.models.Table;
import io.holdfast.domain.models.TableBinding;
import io.holdfast.domain.models.TableReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class BundledContractsTest {

    private static FeatureContract telco() {
        return PersistenceAdapter.bundledContracts().stream()
                .filter(contract -> contract.id().equals(new ContractId("telco", 1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void telco_has_the_columns_of_the_public_file_in_its_order() {
        assertThat(telco().columns())
                .containsExactly(
                        "customerID",
                        "gender",
                        "SeniorCitizen",
                        "Partner",
                        "Dependents",
                        "tenure",
                        "PhoneService",
                        "MultipleLines",
                        "InternetService",
                        "OnlineSecurity",
                        "OnlineBackup",
                        "DeviceProtection",
                        "TechSupport",
                        "StreamingTV",
                        "StreamingMovies",
                        "Contract",
                        "PaperlessBilling",
                        "PaymentMethod",
                        "MonthlyCharges",
                        "TotalCharges",
                        "Churn");
    }

    @Test
    void telco_takes_a_blank_total_for_zero_and_refuses_everything_else_that_is_missing() {
        for (var feature : telco().features()) {
            assertThat(feature.absent()).isEqualTo(new Feature.Missing.Refused());
            assertThat(feature.blank())
                    .isEqualTo(
                            feature.name().equals("TotalCharges")
                                    ? new Feature.Missing.Constant(0)
                                    : new Feature.Missing.Refused());
        }
    }

    @Test
    void telco_has_four_bands() {
        assertThat(telco().risk().bands())
                .containsExactly(
                        new RiskPolicy.Band("Low", 0),
                        new RiskPolicy.Band("Medium", 0.3),
                        new RiskPolicy.Band("High", 0.6),
                        new RiskPolicy.Band("Critical", 0.8));
        assertThat(telco().decisionThreshold()).isEqualTo(0.5);
    }

    @Test
    void telco_accepts_every_row_of_the_public_file() throws IOException {
        var file =
                Path.of(System.getProperty("holdfast.root", "."))
                        .resolve("../shared/data/telco/telco_churn.csv");
        assumeTrue(Files.exists(file), "the public Telco file is not here");

        var table =
                ((TableReader.Outcome.Opened)
                                PersistenceAdapter.tableReader().read(Files.readAllBytes(file)))
                        .table();
        var content = bind(table).read(table, TableBinding.LabelColumn.REQUIRED);

        assertThat(content).isInstanceOf(TableBinding.Content.Accepted.class);
        assertThat(((TableBinding.Content.Accepted) content).rows()).hasSize(5_634);
    }

    private static TableBinding bind(Table table) {
        var outcome =
                TableBinding.bind(
                        telco(),
                        table.header(),
                        TableBinding.IdentifierColumn.REQUIRED,
                        TableBinding.LabelColumn.REQUIRED);
        return switch (outcome) {
            case TableBinding.Outcome.Bound(TableBinding binding) -> binding;
            case TableBinding.Outcome.Rejected(var violations) ->
                    throw new AssertionError(violations);
        };
    }
}
