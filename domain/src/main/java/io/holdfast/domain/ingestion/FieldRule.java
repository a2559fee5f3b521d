package io.holdfast.domain.ingestion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Where the value of a field comes from.
public sealed interface FieldRule {

    record FromColumn(String column, Reading reading) implements FieldRule {
        public FromColumn {
            if (column.isBlank()) {
                throw new IllegalArgumentException("a rule names a column");
            }
        }
    }

    /// The same for every row, in the spelling of the field's type.
    record Constant(String value) implements FieldRule {}

    /// Texts and columns joined, such as `{OrderNumber}-{ProductKey}`. Nothing where one of the
    /// columns is blank.
    record Template(String pattern, Reading reading) implements FieldRule {
        public Template {
            if (parts(pattern).stream().noneMatch(Part::isColumn)) {
                throw new IllegalArgumentException("a template names a column in braces");
            }
        }

        /// A text, or the name of a column.
        public record Part(String text, boolean isColumn) {}

        public List<Part> parts() {
            return parts(pattern);
        }

        private static List<Part> parts(String pattern) {
            var parts = new ArrayList<Part>();
            for (int i = 0; i < pattern.length(); ) {
                boolean isColumn = pattern.charAt(i) == '{';
                int end = pattern.indexOf(isColumn ? '}' : '{', i);
                if (isColumn && end <= i + 1) {
                    throw new IllegalArgumentException(
                            "a column stands between { and }: " + pattern);
                }
                end = end < 0 ? pattern.length() : end;
                parts.add(new Part(pattern.substring(isColumn ? i + 1 : i, end), isColumn));
                i = isColumn ? end + 1 : end;
            }
            return List.copyOf(parts);
        }
    }

    /// A JSON object of texts, for a field of that type. What is blank is left out.
    record ObjectOf(Map<String, FieldRule> members) implements FieldRule {
        public ObjectOf {
            members = Map.copyOf(members);
            if (members.values().stream().anyMatch(rule -> !isText(rule))) {
                throw new IllegalArgumentException("an object holds no objects");
            }
        }

        private static boolean isText(FieldRule rule) {
            return switch (rule) {
                case FromColumn _, Constant _, Template _ -> true;
                case ObjectOf _, ObjectOfAll _ -> false;
            };
        }
    }

    /// The same of all columns by their names, but for these.
    record ObjectOfAll(List<String> except) implements FieldRule {
        public ObjectOfAll {
            except = List.copyOf(except);
        }
    }
}
