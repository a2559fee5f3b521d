package io.holdfast.domain.ingestion;

import io.holdfast.domain.customers.FactField;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.customers.FactType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// How the files of one source system become facts. Data, not code.
///
/// @param source the system the facts are from
/// @param prefix put before the ids of the source, so that two sources do not collide; may be empty
/// @param sections in the order in which their files are best imported
public record ImportProfile(
        String name,
        int version,
        String title,
        String source,
        String prefix,
        List<Section> sections) {

    public static final int MAX_SECTIONS = 100;
    public static final int MAX_TARGETS = 20;
    public static final int MAX_PREFIX_LENGTH = 20;
    public static final int MAX_TITLE_LENGTH = 200;
    private static final int MAX_NAME_LENGTH = 60;

    /// The end of a sentence about a title.
    public static final String TITLE_RULE = "has at most " + MAX_TITLE_LENGTH + " characters";

    /// The end of a sentence about a name.
    public static final String NAME_RULE =
            "has 1 to " + MAX_NAME_LENGTH + " letters, digits, - and _";

    /// One kind of file.
    ///
    /// @param files by which a file is recognised: its name without `.gz`, in which `*` stands for
    ///   any characters and `?` for one; letters may be small or capital
    /// @param rejectedPercentMax rejected rows in a hundred above which a file is refused
    /// @param skips rows that are left out, and counted; the first that holds counts
    public record Section(
            String name,
            List<String> files,
            TextFormat format,
            int rejectedPercentMax,
            List<Skip> skips,
            List<Target> targets) {
        public Section {
            files = List.copyOf(files);
            skips = List.copyOf(skips);
            targets = List.copyOf(targets);
            requireName(name, "section");
            if (rejectedPercentMax < 0 || rejectedPercentMax > 100) {
                throw new IllegalArgumentException("rejectedPercentMax is 0 to 100");
            }
            if (targets.isEmpty() || targets.size() > MAX_TARGETS) {
                throw new IllegalArgumentException(
                        "a section has 1 to " + MAX_TARGETS + " targets");
            }
        }

        public boolean isFor(String fileName) {
            var name =
                    fileName.endsWith(".gz")
                            ? fileName.substring(0, fileName.length() - 3)
                            : fileName;
            return files.stream().anyMatch(pattern -> Glob.matches(pattern, name));
        }
    }

    /// @param when all must hold
    public record Skip(String reason, List<RowCondition> when) {
        public Skip {
            when = List.copyOf(when);
            if (when.isEmpty()) {
                throw new IllegalArgumentException("a skip has a condition");
            }
        }
    }

    /// One fact that a row is made into.
    ///
    /// @param when all must hold, or the row does not say such a fact
    /// @param fields by field name of the kind; none for what the source does not say
    public record Target(FactKind kind, List<RowCondition> when, Map<String, FieldRule> fields) {
        public Target {
            when = List.copyOf(when);
            fields = Map.copyOf(fields);
            var faults = faults(kind, fields);
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException(
                        faults.getFirst().field() + " " + faults.getFirst().detail());
            }
        }

        public record Fault(String field, String detail) {}

        /// Why these rules cannot make facts of the kind; empty for nothing.
        public static List<Fault> faults(FactKind kind, Map<String, FieldRule> fields) {
            var faults = new ArrayList<Fault>();
            var known = new HashSet<String>();
            for (var field : kind.fields()) {
                known.add(field.name());
                var rule = fields.get(field.name());
                if (rule != null) {
                    fault(field, rule)
                            .ifPresent(detail -> faults.add(new Fault(field.name(), detail)));
                } else if (field.isRequired()) {
                    faults.add(new Fault(field.name(), "is missing: " + kind.label() + " need it"));
                }
            }
            fields.keySet().stream()
                    .filter(name -> !known.contains(name))
                    .sorted()
                    .forEach(name -> faults.add(new Fault(name, unknown(kind))));
            return List.copyOf(faults);
        }

        private static String unknown(FactKind kind) {
            return "is no field of %s; known are: %s"
                    .formatted(
                            kind.label(),
                            kind.fields().stream()
                                    .map(FactField::name)
                                    .collect(Collectors.joining(", ")));
        }

        private static Optional<String> fault(FactField field, FieldRule rule) {
            boolean isJson = field.type() instanceof FactType.Json;
            return switch (rule) {
                case FieldRule.Constant(var value) ->
                        field.type().fault(value).map(detail -> "must be " + detail);
                case FieldRule.ObjectOf _, FieldRule.ObjectOfAll _ ->
                        isJson ? Optional.empty() : Optional.of("takes no object");
                case FieldRule.FromColumn _, FieldRule.Template _ -> Optional.empty();
            };
        }
    }

    public ImportProfile {
        sections = List.copyOf(sections);
        requireName(name, "profile");
        if (version < 1) {
            throw new IllegalArgumentException("a version counts from 1");
        }
        requireName(source, "source");
        if (prefix.length() > MAX_PREFIX_LENGTH || !prefix.equals(prefix.strip())) {
            throw new IllegalArgumentException(
                    "a prefix has at most %d characters and no white space around it"
                            .formatted(MAX_PREFIX_LENGTH));
        }
        if (title.length() > MAX_TITLE_LENGTH) {
            throw new IllegalArgumentException("a title " + TITLE_RULE);
        }
        if (sections.isEmpty() || sections.size() > MAX_SECTIONS) {
            throw new IllegalArgumentException("a profile has 1 to " + MAX_SECTIONS + " sections");
        }
        if (Set.copyOf(sections.stream().map(Section::name).toList()).size() < sections.size()) {
            throw new IllegalArgumentException("two sections have the same name");
        }
    }

    private static void requireName(String name, String what) {
        if (!isName(name)) {
            throw new IllegalArgumentException("the name of a " + what + " " + NAME_RULE);
        }
    }

    /// Whether a profile, a section or a source can be called so.
    public static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME_LENGTH
                && name.chars().allMatch(c -> isPartOfName((char) c));
    }

    private static boolean isPartOfName(char c) {
        boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return isLetter || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    /// The one of this name; where it is empty, the first that is for such a file.
    public Optional<Section> section(String sectionName, String fileName) {
        return sections.stream()
                .filter(section ->
                        sectionName.isEmpty()
                                ? section.isFor(fileName)
                                : section.name().equals(sectionName))
                .findFirst();
    }

    public List<String> sectionNames() {
        return sections.stream().map(Section::name).toList();
    }
}
