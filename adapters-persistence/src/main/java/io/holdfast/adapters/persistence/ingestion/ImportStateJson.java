package io.holdfast.adapters.persistence.ingestion;

import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.customers.FactLoads;
import io.holdfast.domain.ingestion.ImportRun;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// What an import counts, as JSON in the database.
final class ImportStateJson {

    private final JsonMapper json = JsonMapper.builder().build();

    String skipped(List<ImportRun.Skipped> skipped) {
        var array = json.createArrayNode();
        for (var one : skipped) {
            array.addObject().put("reason", one.reason()).put("rows", one.rows());
        }
        return json.writeValueAsString(array);
    }

    List<ImportRun.Skipped> skipped(String text) {
        return json.readTree(text)
                .valueStream()
                .map(one ->
                        new ImportRun.Skipped(
                                one.path("reason").stringValue(), one.path("rows").longValue()))
                .toList();
    }

    String counts(List<FactLoads.Count> counts) {
        var array = json.createArrayNode();
        for (var count : counts) {
            array.addObject()
                    .put("kind", count.kind().label())
                    .put("read", count.read())
                    .put("inserted", count.inserted())
                    .put("updated", count.updated())
                    .put("unchanged", count.unchanged())
                    .put("superseded", count.superseded())
                    .put("quarantined", count.quarantined())
                    .put("released", count.released());
        }
        return json.writeValueAsString(array);
    }

    List<FactLoads.Count> counts(String text) {
        return json.readTree(text)
                .valueStream()
                .map(one ->
                        new FactLoads.Count(
                                FactKind.ofLabel(one.path("kind").stringValue()).orElseThrow(),
                                one.path("read").longValue(),
                                one.path("inserted").longValue(),
                                one.path("updated").longValue(),
                                one.path("unchanged").longValue(),
                                one.path("superseded").longValue(),
                                one.path("quarantined").longValue(),
                                one.path("released").longValue()))
                .toList();
    }
}
