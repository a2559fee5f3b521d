package io.holdfast.adapters.web.scoring.inference;

import io.holdfast.adapters.web.http.JsonTree;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.application.scoring.ScoreBatch;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.FieldValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What is asked of a model: tensors of equal length, one for each column.
///
/// @param id of the client, empty where it gave none
/// @param outputs the tensors to answer, by name
record InferRequest(String id, List<Map<String, FieldValue>> rows, List<String> outputs) {

    private static final int MAX_ID_LENGTH = 200;
    private static final Set<String> DATATYPES =
            Set.of(
                    "BOOL", "UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32",
                    "INT64", "FP16", "FP32", "FP64", "BYTES");

    /// Refuses with 400 what is no JSON, with 422 what is no such request, naming every fault.
    static InferRequest read(byte[] body, FeatureContract contract) {
        var root = JsonTree.readObject(body);
        var faults = new ArrayList<Violation>();
        var rows = rows(root.path("inputs"), new HashSet<>(contract.columns()), faults);
        var outputs = outputs(root.path("outputs"), faults);
        var id = root.path("id");
        if (!id.isMissingNode() && !(id.isString() && id.stringValue().length() <= MAX_ID_LENGTH)) {
            faults.add(
                    new Violation(
                            "#/id", "must be a text of at most " + MAX_ID_LENGTH + " characters"));
        }
        if (!faults.isEmpty()) {
            throw new Refusal(Problem.invalid(List.copyOf(faults)));
        }
        return new InferRequest(id.asString(""), rows, outputs);
    }

    private static List<Map<String, FieldValue>> rows(
            JsonNode inputs, Set<String> columns, List<Violation> faults) {
        if (!inputs.isArray() || inputs.isEmpty()) {
            faults.add(new Violation("#/inputs", "must be a list of at least one tensor"));
            return List.of();
        }
        if (inputs.size() > columns.size()) {
            faults.add(
                    new Violation(
                            "#/inputs",
                            "must not have more than %d tensors".formatted(columns.size())));
            return List.of();
        }
        var rows = new ArrayList<Map<String, FieldValue>>();
        var seen = new HashSet<String>();
        for (int i = 0; i < inputs.size(); i++) {
            addTensor(inputs.get(i), "#/inputs/" + i, columns, seen, rows, faults);
        }
        return rows;
    }

    private static void addTensor(
            JsonNode tensor,
            String pointer,
            Set<String> columns,
            Set<String> seen,
            List<Map<String, FieldValue>> rows,
            List<Violation> faults) {
        var name = tensor.path("name").asString("");
        int before = faults.size();
        if (!columns.contains(name)) {
            faults.add(
                    new Violation(
                            pointer + "/name",
                            "the model has no input " + Violation.extract(name)));
        } else if (!seen.add(name)) {
            faults.add(new Violation(pointer + "/name", "the input stands twice"));
        }
        if (!DATATYPES.contains(tensor.path("datatype").asString(""))) {
            faults.add(
                    new Violation(
                            pointer + "/datatype", "must be one of the protocol's datatypes"));
        }
        var values = new ArrayList<FieldValue>();
        flatten(tensor.path("data"), values);
        if (!tensor.path("data").isArray() || values.size() > ScoreBatch.MAX_ENTITIES) {
            faults.add(
                    new Violation(
                            pointer + "/data",
                            "must be a list of 1 to %d values".formatted(ScoreBatch.MAX_ENTITIES)));
        } else if (!isShapeOf(tensor.path("shape"), values.size())) {
            faults.add(
                    new Violation(
                            pointer + "/shape",
                            "must be [%d] or [%d, 1], as the data"
                                    .formatted(values.size(), values.size())));
        } else if (!rows.isEmpty() && rows.size() != values.size()) {
            faults.add(
                    new Violation(
                            pointer + "/data",
                            "has %d values, the first tensor %d"
                                    .formatted(values.size(), rows.size())));
        }
        if (faults.size() == before) {
            for (int r = 0; r < values.size(); r++) {
                if (rows.size() == r) {
                    rows.add(new HashMap<>());
                }
                rows.get(r).put(name, values.get(r));
            }
        }
    }

    private static boolean isShapeOf(JsonNode shape, int size) {
        boolean flat = shape.size() == 1;
        boolean column = shape.size() == 2 && shape.get(1).asInt(0) == 1;
        return shape.isArray() && (flat || column) && shape.get(0).asInt(-1) == size;
    }

    /// The protocol lets data be nested by shape or flat.
    private static void flatten(JsonNode data, List<FieldValue> values) {
        for (var element : data) {
            if (element.isArray()) {
                flatten(element, values);
            } else {
                values.add(JsonTree.fieldValue(element));
            }
            if (values.size() > ScoreBatch.MAX_ENTITIES) {
                return;
            }
        }
    }

    private static List<String> outputs(JsonNode outputs, List<Violation> faults) {
        var known = ModelMetadata.OUTPUTS.stream().map(ModelMetadata.Tensor::name).toList();
        if (outputs.isMissingNode() || (outputs.isArray() && outputs.isEmpty())) {
            return known;
        }
        if (!outputs.isArray() || outputs.size() > known.size()) {
            faults.add(
                    new Violation(
                            "#/outputs", "must be a list of at most " + known.size() + " tensors"));
            return known;
        }
        var asked = new ArrayList<String>();
        for (int i = 0; i < outputs.size(); i++) {
            var name = outputs.get(i).path("name").asString("");
            if (known.contains(name)) {
                asked.add(name);
            } else {
                faults.add(
                        new Violation(
                                "#/outputs/" + i + "/name",
                                "must be one of " + String.join(", ", known)));
            }
        }
        return asked;
    }
}
