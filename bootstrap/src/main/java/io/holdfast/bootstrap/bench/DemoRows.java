package io.holdfast.bootstrap.bench;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.bootstrap.demo.DemoTables;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.TableBinding;
import io.holdfast.domain.models.TableBinding.IdentifierColumn;
import io.holdfast.domain.models.TableBinding.LabelColumn;
import io.holdfast.domain.models.TableReader;
import io.holdfast.domain.models.TrainingSet;
import java.util.List;

/// Made-up labelled rows of a bundled contract, read without a database.
final class DemoRows {

    private DemoRows() {}

    static TrainingSet read(String contractName, int count) {
        var contract =
                PersistenceAdapter.bundledContracts().stream()
                        .filter(one -> one.id().name().equals(contractName))
                        .findFirst()
                        .orElseThrow();
        var content = DemoTables.csv(contractName, count);
        if (PersistenceAdapter.tableReader().read(content)
                        instanceof TableReader.Outcome.Opened(var table)
                && TableBinding.bind(
                                contract,
                                table.header(),
                                IdentifierColumn.REQUIRED,
                                LabelColumn.REQUIRED)
                        instanceof TableBinding.Outcome.Bound(var binding)
                && binding.read(table, LabelColumn.REQUIRED)
                        instanceof TableBinding.Content.Accepted(var rows)) {
            return set(contract, rows);
        }
        throw new IllegalStateException("the made-up rows of " + contractName + " do not fit it");
    }

    private static TrainingSet set(FeatureContract contract, List<TableBinding.ReadRow> rows) {
        return new TrainingSet(
                contract,
                rows.stream()
                        .map(row ->
                                new TrainingSet.Row("", row.entity().features(), row.positive()))
                        .toList(),
                "");
    }
}
