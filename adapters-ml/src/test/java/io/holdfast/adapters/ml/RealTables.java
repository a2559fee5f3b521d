package io.holdfast.adapters.ml;

import io.holdfast.domain.models.Advice;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.Entity;
import io.holdfast.domain.models.Feature;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.RiskPolicy;
import io.holdfast.domain.models.Table;
import io.holdfast.domain.models.TableBinding;
import io.holdfast.domain.models.TrainingSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Real tables beside the repository, where there are any, read through contracts made here.
public final class RealTables {

    private static final Feature.Missing REFUSED = new Feature.Missing.Refused();
    private static final Feature.Missing UNKNOWN = new Feature.Missing.Unknown();

    private RealTables() {}

    /// Customers of a telephone company; a blank total means that nothing was charged yet.
    public static Optional<TrainingSet> telco() {
        return read(
                "telco/telco_churn.csv",
                new Columns("customerID", "Churn", "Yes", "No")
                        .numbers("tenure", "MonthlyCharges", "TotalCharges")
                        .flags("SeniorCitizen", "Partner", "Dependents", "PhoneService")
                        .flags("PaperlessBilling"),
                new Feature.Missing.Constant(0));
    }

    public static Optional<TrainingSet> bank() {
        return read(
                "bank/bank_churn.csv",
                new Columns("CustomerId", "Exited", "1", "0")
                        .numbers("CreditScore", "Age", "Tenure", "Balance", "NumOfProducts")
                        .numbers("EstimatedSalary")
                        .flags("HasCrCard", "IsActiveMember")
                        .without("RowNumber", "Surname"),
                REFUSED);
    }

    /// Numbers are missing here and there.
    public static Optional<TrainingSet> ecommerce() {
        return read(
                "ecommerce/ecommerce_churn.csv",
                new Columns("CustomerID", "Churn", "1", "0")
                        .numbers("Tenure", "CityTier", "WarehouseToHome", "HourSpendOnApp")
                        .numbers("NumberOfDeviceRegistered", "SatisfactionScore")
                        .numbers("NumberOfAddress", "OrderAmountHikeFromlastYear")
                        .numbers("CouponUsed", "OrderCount", "DaySinceLastOrder")
                        .numbers("CashbackAmount")
                        .flags("Complain"),
                UNKNOWN);
    }

    /// How the columns of a file are read; a column that is not named here is a category.
    private record Columns(
            String identifier,
            String label,
            String positive,
            String negative,
            List<String> numbers,
            List<String> flags,
            List<String> dropped) {

        Columns(String identifier, String label, String positive, String negative) {
            this(
                    identifier,
                    label,
                    positive,
                    negative,
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>());
        }

        Columns numbers(String... names) {
            numbers.addAll(List.of(names));
            return this;
        }

        Columns flags(String... names) {
            flags.addAll(List.of(names));
            return this;
        }

        Columns without(String... names) {
            dropped.addAll(List.of(names));
            return this;
        }
    }

    private static Optional<TrainingSet> read(String file, Columns columns, Feature.Missing blank) {
        var path = Path.of(System.getProperty("holdfast.root", ".."), "../shared/data", file);
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        try {
            var lines = Files.readAllLines(path).stream().map(l -> l.split(",", -1)).toList();
            return Optional.of(bind(lines, columns, blank));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TrainingSet bind(List<String[]> lines, Columns columns, Feature.Missing blank) {
        var kept = new ArrayList<Integer>();
        var header = lines.getFirst();
        for (int c = 0; c < header.length; c++) {
            if (!columns.dropped().contains(header[c])) {
                kept.add(c);
            }
        }
        var names = kept.stream().map(c -> header[c]).toList();
        var rows = new ArrayList<Table.Row>();
        for (int i = 1; i < lines.size(); i++) {
            var cells = lines.get(i);
            rows.add(new Table.Row(i + 1, kept.stream().map(c -> cells[c]).toList()));
        }
        var features = new ArrayList<Feature>();
        for (int c = 0; c < names.size(); c++) {
            var name = names.get(c);
            if (columns.numbers().contains(name)) {
                features.add(
                        new Feature.Numeric(name, "", 0, Double.MAX_VALUE, false, REFUSED, blank));
            } else if (columns.flags().contains(name)) {
                features.add(new Feature.Flag(name, REFUSED, UNKNOWN));
            } else if (!name.equals(columns.identifier()) && !name.equals(columns.label())) {
                int column = c;
                var categories = new TreeSet<String>();
                rows.forEach(row -> categories.add(row.cells().get(column).strip()));
                features.add(
                        new Feature.Categorical(name, List.copyOf(categories), REFUSED, UNKNOWN));
            }
        }
        var contract =
                new FeatureContract(
                        new ContractId("table", 1),
                        "a table",
                        columns.identifier(),
                        new FeatureContract.Label(
                                columns.label(), columns.positive(), columns.negative()),
                        features,
                        new RiskPolicy(List.of(new RiskPolicy.Band("any", 0))),
                        0.5,
                        Advice.none(),
                        List.of());
        return set(contract, new Table(names, rows));
    }

    private static TrainingSet set(FeatureContract contract, Table table) {
        var outcome =
                TableBinding.bind(
                        contract,
                        table.header(),
                        TableBinding.IdentifierColumn.REQUIRED,
                        TableBinding.LabelColumn.REQUIRED);
        if (!(outcome instanceof TableBinding.Outcome.Bound(TableBinding binding))
                || !(binding.read(table, TableBinding.LabelColumn.REQUIRED)
                        instanceof TableBinding.Content.Accepted(var accepted))) {
            throw new IllegalStateException("the table does not fit its contract");
        }
        var rows =
                accepted.stream()
                        .map(row ->
                                new TrainingSet.Row(
                                        ((Entity.Known) row.entity().identity()).id(),
                                        row.entity().features(),
                                        row.positive()))
                        .toList();
        return new TrainingSet(contract, rows, "%064x".formatted(Arrays.hashCode(rows.toArray())));
    }
}
