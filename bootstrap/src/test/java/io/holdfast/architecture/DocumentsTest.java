package io.holdfast.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Pages that name tests as proof: a test that was renamed or taken away proves nothing.
class DocumentsTest {

    /// In backticks, such as `PaceTest`, `web.LimitsTest` where two have one name, or `*RulesTest`
    /// for several.
    private static final Pattern NAMED = Pattern.compile("`([\\w.*]+(?:Test|IT|Contract))`");

    private static final String TESTS = "src/test/java";

    static List<String> named() throws IOException {
        var page = Files.readString(Program.folder().resolve("docs/security.md"));
        return NAMED.matcher(page).results().map(one -> one.group(1)).distinct().toList();
    }

    @ParameterizedTest
    @MethodSource("named")
    void tests_that_the_security_page_names_are_there(String name) throws IOException {
        if (name.contains("*")) {
            assertThat(sources(name)).isNotEmpty();
        } else {
            assertThat(sources(name)).hasSize(1);
        }
    }

    @Test
    void nothing_is_found_for_a_name_that_no_test_has() throws IOException {
        assertThat(sources("DocumentsTest")).hasSize(1);
        assertThat(sources("architecture.DocumentsTest")).hasSize(1);
        assertThat(sources("web.DocumentsTest")).isEmpty();
        assertThat(sources("ocumentsTest")).isEmpty();
    }

    /// The files of all modules that the name may mean.
    private static List<Path> sources(String name) throws IOException {
        var wanted =
                FileSystems.getDefault()
                        .getPathMatcher("glob:**/" + name.replace('.', '/') + ".java");
        try (var modules = Files.list(Program.folder())) {
            var folders =
                    modules.map(module -> module.resolve(TESTS))
                            .filter(Files::isDirectory)
                            .toList();
            return folders.stream().flatMap(DocumentsTest::files).filter(wanted::matches).toList();
        }
    }

    private static Stream<Path> files(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
