package io.holdfast.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineInterfaceTest {

    @TempDir Path folder;

    private static String refusal(String... arguments) {
        var told = new StringWriter();
        var line = CommandLineInterface.line();
        line.setErr(new PrintWriter(told));
        assertThat(line.execute(arguments)).isEqualTo(CommandLineInterface.EXIT_REFUSED);
        return told.toString();
    }

    private String features(String date) {
        return refusal(
                "features",
                "--contract",
                "rfm",
                "--as-of",
                date,
                "--output",
                folder.resolve("features.csv").toString());
    }

    @Test
    void a_date_that_is_none_is_told_in_words() {
        assertThat(features("30.06.2017"))
                .contains("--as-of", "'30.06.2017' is no date such as 2026-01-31")
                .doesNotContain("java.");
    }

    @Test
    void there_are_no_features_at_a_date_to_come() {
        assertThat(features("9999-12-31")).contains("--as-of must not be in the future.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void features_are_not_written_over_a_file_unasked() throws IOException {
        Files.writeString(folder.resolve("features.csv"), "kept");

        assertThat(features("2017-06-30")).contains("is there already; --force writes over it.");
        assertThat(folder.resolve("features.csv")).hasContent("kept");
    }

    /// The list of commands shows the first line alone.
    @Test
    void the_first_line_on_a_command_is_a_sentence() {
        assertThat(CommandLineInterface.line().getSubcommands().values())
                .allSatisfy(command ->
                        assertThat(command.getCommandSpec().usageMessage().description()[0])
                                .endsWith("."));
    }
}
