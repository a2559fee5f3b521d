package io.holdfast.adapters.web.models;

import io.holdfast.adapters.web.http.Json;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.application.models.ProposeContract;
import io.holdfast.domain.models.ColumnProfile;
import io.holdfast.domain.models.ColumnProfile.Use;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// `{contract, rows, positives, columns, warnings}`: the contract as it may be registered, and what
/// was found in each column of the table.
final class ProposalAnswer {

    private ProposalAnswer() {}

    static Reply of(ProposeContract.Outcome.Proposed proposed) {
        var proposal = proposed.proposal();
        var body =
                Json.write(json -> {
                    json.writeStartObject();
                    json.writeName("contract");
                    json.writeRawValue(proposed.document());
                    json.writeNumberProperty("rows", proposal.rows());
                    json.writeNumberProperty("positives", proposal.positives());
                    json.writeArrayPropertyStart("columns");
                    proposal.columns().forEach(column -> write(json, column));
                    json.writeEndArray();
                    json.writeArrayPropertyStart("warnings");
                    proposal.warnings().forEach(json::writeString);
                    json.writeEndArray();
                    json.writeEndObject();
                });
        return new Reply(200, Reply.JSON, body, List.of());
    }

    private static void write(JsonGenerator json, ColumnProfile column) {
        json.writeStartObject();
        json.writeStringProperty("name", column.name());
        json.writeNumberProperty("distinct", column.distinct());
        json.writeNumberProperty("blank_share", column.blankShare());
        switch (column.use()) {
            case Use.Identifier() -> json.writeStringProperty("use", "identifier");
            case Use.Label() -> json.writeStringProperty("use", "label");
            case Use.Flag() -> json.writeStringProperty("use", "flag");
            case Use.Numeric(var min, var max, var whole) -> {
                json.writeStringProperty("use", "number");
                json.writeNumberProperty("min", min);
                json.writeNumberProperty("max", max);
                json.writeBooleanProperty("whole", whole);
            }
            case Use.Category(var categories) -> {
                json.writeStringProperty("use", "category");
                json.writeArrayPropertyStart("categories");
                categories.forEach(json::writeString);
                json.writeEndArray();
            }
            case Use.LeftOut(var reason) -> {
                json.writeStringProperty("use", "left_out");
                json.writeStringProperty("reason", reason);
            }
        }
        json.writeEndObject();
    }
}
