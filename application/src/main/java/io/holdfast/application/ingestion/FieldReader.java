package io.holdfast.application.ingestion;

import io.holdfast.domain.ingestion.FieldRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the value of one field from the cells of a row, by a rule whose columns were found. For
/// one thread at a time.
sealed interface FieldReader {

    /// The text before it is spelled as a value; nothing where the row does not say it, or where it
    /// is at fault, which is told.
    @Nullable String read(List<String> cells, RowFaults faults);

    /// What to call the place that it is read from; empty for none.
    String column();

    record OfColumn(int position, String column, Cleaning cleaning) implements FieldReader {
        @Override
        public @Nullable String read(List<String> cells, RowFaults faults) {
            return cleaning.of(cells.get(position), column, faults);
        }
    }

    record OfConstant(String value) implements FieldReader {
        @Override
        public String read(List<String> cells, RowFaults faults) {
            return value;
        }

        @Override
        public String column() {
            return "";
        }
    }

    /// Positions of texts among the parts say nothing.
    final class OfTemplate implements FieldReader {
        private final List<FieldRule.Template.Part> parts;
        private final int[] positions;
        private final Cleaning cleaning;
        private final String column;
        private final StringBuilder text = new StringBuilder();

        OfTemplate(List<FieldRule.Template.Part> parts, int[] positions, Cleaning cleaning) {
            this.parts = parts;
            this.positions = positions;
            this.cleaning = cleaning;
            this.column =
                    parts.stream()
                            .filter(FieldRule.Template.Part::isColumn)
                            .map(FieldRule.Template.Part::text)
                            .findFirst()
                            .orElse("");
        }

        @Override
        public @Nullable String read(List<String> cells, RowFaults faults) {
            text.setLength(0);
            for (int i = 0; i < positions.length; i++) {
                var part = parts.get(i);
                if (!part.isColumn()) {
                    text.append(part.text());
                    continue;
                }
                var cell = cells.get(positions[i]).strip();
                if (cell.isEmpty()) {
                    return null;
                }
                text.append(cell);
            }
            return cleaning.of(text.toString(), column, faults);
        }

        @Override
        public String column() {
            return column;
        }
    }

    /// @param members by name
    record OfObject(List<Map.Entry<String, FieldReader>> members) implements FieldReader {
        @Override
        public String read(List<String> cells, RowFaults faults) {
            var json = new StringBuilder("{");
            for (var member : members) {
                var value = member.getValue().read(cells, faults);
                if (value != null) {
                    json.append(json.length() == 1 ? "" : ",");
                    JsonText.quote(json, member.getKey());
                    json.append(':');
                    JsonText.quote(json, value);
                }
            }
            return json.append('}').toString();
        }

        @Override
        public String column() {
            return "";
        }
    }
}
