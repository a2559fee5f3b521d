package io.holdfast.architecture;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All rules as a page for people.
final class ArchitectureRulesDocument {

    private record Listed(Rule rule, Class<?> test) {}

    private ArchitectureRulesDocument() {}

    /// By their numbers.
    static Stream<Rule> rules() {
        return listed().map(Listed::rule);
    }

    static String text() {
        var table = listed().map(ArchitectureRulesDocument::row).collect(Collectors.joining("\n"));
        var features =
                Feature.ALL.stream()
                        .map(ArchitectureRulesDocument::row)
                        .collect(Collectors.joining("\n"));
        return """
        # Rules of the architecture that a test holds

        Written from the rules in `bootstrap/src/test/java/io/holdfast/architecture`; the build fails when the two
        differ. Each rule also runs on classes that break it, under `architecture/violations`, and must fail on them.

        | number | rule | test | violators |
        | --- | --- | --- | --- |
        %s

        ## Which feature may look at which

        Every feature stands on `kernel`.

        | feature | may look at |
        | --- | --- |
        %s
        """
                .formatted(table, features);
    }

    private static Stream<Listed> listed() {
        return Stream.of(
                        list(ModuleRulesTest.class, ModuleRulesTest.rules()),
                        list(AdapterRulesTest.class, AdapterRulesTest.rules()),
                        list(FeatureRulesTest.class, FeatureRulesTest.rules()),
                        list(StateRulesTest.class, StateRulesTest.rules()),
                        list(HabitRulesTest.class, HabitRulesTest.rules()),
                        list(PortRulesTest.class, PortRulesTest.rules()))
                .flatMap(List::stream)
                .sorted(
                        Comparator.comparingInt((Listed listed) -> entryOf(listed.rule()))
                                .thenComparing(listed -> listed.rule().number()));
    }

    private static List<Listed> list(Class<?> test, List<Rule> rules) {
        return rules.stream().map(rule -> new Listed(rule, test)).toList();
    }

    /// `7` of `7a`.
    static int entryOf(Rule rule) {
        return Integer.parseInt(rule.number().replaceAll("[a-z]", ""));
    }

    private static String row(Listed listed) {
        var rule = listed.rule();
        var violators =
                rule.violators().stream()
                        .map(type -> "`" + type.getSimpleName() + "`")
                        .collect(Collectors.joining(", "));
        return "| %s | %s | `%s` | %s |"
                .formatted(
                        rule.number(), rule.sentence(), listed.test().getSimpleName(), violators);
    }

    private static String row(Feature feature) {
        var seen = feature.mayLookAt().stream().sorted().toList();
        return "| `%s` | %s |"
                .formatted(
                        feature.name(),
                        seen.isEmpty()
                                ? "-"
                                : seen.stream()
                                        .map(name -> "`" + name + "`")
                                        .collect(Collectors.joining(", ")));
    }
}
