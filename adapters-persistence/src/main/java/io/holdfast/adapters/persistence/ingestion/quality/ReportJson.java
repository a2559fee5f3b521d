package io.holdfast.adapters.persistence.ingestion.quality;

import io.holdfast.domain.ingestion.quality.QualityDimension;
import io.holdfast.domain.ingestion.quality.QualityReport.FieldFigures;
import io.holdfast.domain.ingestion.quality.QualityReport.Measure;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The counts of reports as they lie in jsonb columns.
final class ReportJson {

    private final JsonMapper json = JsonMapper.builder().build();

    String writeMeasures(List<Measure> measures) {
        var array = json.createArrayNode();
        for (var measure : measures) {
            array.addObject()
                    .put("dimension", measure.dimension().label())
                    .put("checked", measure.checked())
                    .put("faults", measure.faults());
        }
        return json.writeValueAsString(array);
    }

    List<Measure> readMeasures(String text) {
        return json.readTree(text)
                .valueStream()
                .map(node ->
                        new Measure(
                                QualityDimension.ofLabel(node.required("dimension").stringValue())
                                        .orElseThrow(),
                                count(node, "checked"),
                                count(node, "faults")))
                .toList();
    }

    String writeFields(List<FieldFigures> fields) {
        var array = json.createArrayNode();
        for (var field : fields) {
            array.addObject()
                    .put("subject", field.subject())
                    .put("field", field.field())
                    .put("values", field.values())
                    .put("missing", field.missing())
                    .put("faulty", field.faulty())
                    .put("sampled", field.sampled())
                    .put("outliers", field.outliers());
        }
        return json.writeValueAsString(array);
    }

    List<FieldFigures> readFields(String text) {
        return json.readTree(text)
                .valueStream()
                .map(node ->
                        new FieldFigures(
                                node.required("subject").stringValue(),
                                node.required("field").stringValue(),
                                count(node, "values"),
                                count(node, "missing"),
                                count(node, "faulty"),
                                count(node, "sampled"),
                                count(node, "outliers")))
                .toList();
    }

    private static long count(JsonNode node, String name) {
        return node.required(name).longValue();
    }
}
