package io.holdfast.application.ingestion.source;

import io.holdfast.domain.ingestion.RowSource;
import io.holdfast.domain.ingestion.RowSourceContract;
import io.holdfast.domain.ingestion.source.RecordSource.Page;
import io.holdfast.domain.models.Table;
import java.util.ArrayList;
import java.util.List;

class PageRowsTest implements RowSourceContract {

    @Override
    public RowSource source(List<String> names, List<List<String>> rows) {
        var numbered = new ArrayList<Table.Row>();
        for (var row : rows) {
            numbered.add(new Table.Row(numbered.size() + 1, row));
        }
        return new PageRows(new Page.Records(names, numbered, "3"));
    }
}
