package io.holdfast.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Rules can lie: they stay green about packages, libraries and modules that are not there.
class ReachOfTheRulesTest {

    static List<String> modules() {
        return Program.MODULES;
    }

    static List<Library> libraries() {
        return Library.ALL;
    }

    @ParameterizedTest
    @MethodSource("modules")
    void sees_the_classes_of_every_module(String module) {
        assertThat(Program.PRODUCTION.stream().map(JavaClass::getPackageName))
                .anyMatch(name -> isAtOrBelow(Root.PROGRAM + "." + module, name));
    }

    @Test
    void sees_no_test_among_the_production_classes() {
        assertThat(Program.PRODUCTION)
                .noneMatch(type -> type.getPackageName().startsWith("io.holdfast.architecture"))
                .noneMatch(type ->
                        type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(dependency ->
                                        dependency
                                                .getTargetClass()
                                                .getPackageName()
                                                .startsWith("org.junit")));
    }

    @Test
    void sees_every_class_in_a_module() {
        assertThat(Program.PRODUCTION.stream().map(JavaClass::getPackageName))
                .allMatch(name ->
                        Program.MODULES.stream()
                                .anyMatch(
                                        module -> isAtOrBelow(Root.PROGRAM + "." + module, name)));
    }

    @Test
    void sees_the_contracts_in_the_test_jars() {
        assertThat(Program.TESTS.stream().map(JavaClass::getName))
                .anyMatch(name -> name.startsWith("io.holdfast.domain."));
    }

    @Test
    void speaks_only_of_packages_that_exist() {
        var present =
                Program.PRODUCTION.stream()
                        .map(JavaClass::getPackageName)
                        .collect(Collectors.toSet());
        for (var rule : ArchitectureRulesDocument.rules().toList()) {
            for (var named : rule.packages()) {
                assertThat(present)
                        .as("packages at or below %s, of which rule %s speaks", named, rule)
                        .anyMatch(name -> isAtOrBelow(named, name));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void speaks_only_of_libraries_that_exist(Library library) throws ClassNotFoundException {
        var witness = Class.forName(library.witness(), false, getClass().getClassLoader());
        assertThat(library.packages())
                .anyMatch(pattern ->
                        isAtOrBelow(pattern.replace("..", ""), witness.getPackageName()));
        assertThat(library.homes())
                .allMatch(home ->
                        Program.MODULES.stream().anyMatch(module -> isAtOrBelow(module, home)));
    }

    /// Numbers 1 to 15 all have a rule, and no number stands for two.
    @Test
    void covers_the_fifteen_house_rules() {
        var numbers = ArchitectureRulesDocument.rules().map(Rule::number).toList();
        assertThat(numbers).doesNotHaveDuplicates();
        assertThat(ArchitectureRulesDocument.rules().map(ArchitectureRulesDocument::entryOf))
                .containsOnly(IntStream.rangeClosed(1, 15).boxed().toArray(Integer[]::new));
    }

    @Test
    void is_documented_as_it_is() throws IOException {
        var document = Program.folder().resolve("docs/architecture-rules.md");
        var expected = ArchitectureRulesDocument.text();
        var draft = Path.of("target", "architecture-rules.md");
        Files.createDirectories(Path.of("target"));
        Files.writeString(draft, expected);
        assertThat(document)
                .as("%s shows the rules; the text for it is in %s", document, draft)
                .exists()
                .content()
                .isEqualTo(expected);
    }

    private static boolean isAtOrBelow(String parent, String name) {
        return name.equals(parent) || name.startsWith(parent + ".");
    }
}
