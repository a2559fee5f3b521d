package io.holdfast.bootstrap.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.bootstrap.demo.TelcoDemo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file of customers is scored by the command line, in a process of its own.
class ScoreJourneyIT {

    private static final Map<String, String> ENVIRONMENT = Map.of();
    private static final int ROWS = 600;
    private static final List<String> TABLE = TelcoDemo.csv().lines().limit(ROWS + 1).toList();

    @TempDir Path folder;

    @Test
    void scores_files_and_says_what_it_cannot_score() throws Exception {
        train();
        scoresEveryRowIntoAPackedFileWithReasons();
        rejectsBadRowsAndScoresTheRest();
        doesNotWriteOverAFileUnasked();
        namesEveryFaultOfAHeader();
        tellsWhatCannotBeScored();
        leavesNothingBehindWhenItIsBrokenOff();
    }

    private void train() throws IOException, InterruptedException {
        file("train.csv", TABLE);
        ProgramProcess.run(
                folder,
                ENVIRONMENT,
                "train",
                "--contract",
                "telco",
                "--data",
                path("train.csv"),
                "--folds",
                "2");
    }

    private void scoresEveryRowIntoAPackedFileWithReasons() throws Exception {
        var program =
                score("train.csv", "scored.csv.gz", "--model-version", "v1", "--explain", "1");

        assertThat(program.exitCode()).as(program.log()).isZero();
        assertThat(program.log()).contains("600 rows scored by telco v1");
        var packed = new ByteArrayInputStream(Files.readAllBytes(folder.resolve("scored.csv.gz")));
        var lines =
                new String(new GZIPInputStream(packed).readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
        assertThat(lines.getFirst())
                .isEqualTo(
                        "customerID,probability,prediction,risk_level,model_version,reason_1,"
                                + "reason_1_log_odds");
        assertThat(lines).hasSize(ROWS + 1);
        assertThat(lines.get(1))
                .matches("DEMO-00001,0\\.[0-9E-]+,[01],[A-Z][a-z]+,v1,[A-Za-z]+,-?[0-9.E-]+");
        assertThat(Files.exists(folder.resolve("scored.csv.gz.rejected.csv"))).isFalse();
    }

    private void rejectsBadRowsAndScoresTheRest() throws Exception {
        var lines = new ArrayList<>(TABLE.subList(0, 4));
        lines.set(2, lines.get(2).replace("DEMO-00002", "\"two\nlines\"").replace(",Yes", ",Ja"));
        file("some.csv", lines);

        var program = score("some.csv", "some-scored.csv");

        assertThat(program.exitCode()).as(program.log()).isEqualTo(3);
        assertThat(Files.readAllLines(folder.resolve("some-scored.csv")))
                .hasSize(3)
                .anyMatch(line -> line.startsWith("DEMO-00003,"));
        assertThat(Files.readString(folder.resolve("some-scored.csv.rejected.csv")))
                .startsWith("line,pointer,detail\n3,#/rows/2/")
                .contains("not \"\"Ja\"\"")
                .contains("3,#/rows/2/customerID,must not contain control characters");
    }

    private void doesNotWriteOverAFileUnasked() throws Exception {
        Files.writeString(folder.resolve("mine.csv"), "mine");

        var refused = score("train.csv", "mine.csv");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.log()).contains("mine.csv is there already");
        assertThat(folder.resolve("mine.csv")).hasContent("mine");

        assertThat(score("train.csv", "mine.csv", "--force").exitCode()).isZero();
        assertThat(Files.readAllLines(folder.resolve("mine.csv"))).hasSize(ROWS + 1);
    }

    private void namesEveryFaultOfAHeader() throws Exception {
        file("wrong.csv", List.of(TABLE.getFirst().replace("tenure", "months"), "x"));

        var program = score("wrong.csv", "none.csv");

        assertThat(program.exitCode()).isEqualTo(2);
        assertThat(program.log())
                .contains("column \"months\" is not in contract telco@1")
                .contains("#/tenure column is missing from the header");
        nothingIsAt("none.csv");
    }

    private void tellsWhatCannotBeScored() throws Exception {
        file("header.csv", TABLE.subList(0, 1));
        Files.writeString(folder.resolve("empty.csv"), "");
        file("quote.csv", List.of(TABLE.get(0), TABLE.get(1), "\"never closed"));

        assertThat(score("header.csv", "none.csv").log()).contains("has a header and no rows.");
        assertThat(score("empty.csv", "none.csv").log()).contains("empty.csv is empty.");
        assertThat(score("quote.csv", "none.csv").log())
                .contains("a quote that opens in line 3 is never closed");
        assertThat(score("train.csv", "none.csv", "--model-version", "v9").log())
                .contains("telco has no version v9.");
        nothingIsAt("none.csv");
    }

    private void leavesNothingBehindWhenItIsBrokenOff() throws Exception {
        try (var program =
                ProgramProcess.start(
                        folder,
                        ENVIRONMENT,
                        "score",
                        "--contract",
                        "telco",
                        "--in",
                        "-",
                        "--out",
                        path("none.csv"))) {
            program.type(TABLE.get(0) + "\n" + TABLE.get(1) + "\n" + TABLE.get(2) + "\n");
            await().atMost(Duration.ofMinutes(2)).until(() -> !begun().isEmpty());

            assertThat(program.terminate()).isNotZero();
        }
        nothingIsAt("none.csv");
    }

    private List<Path> begun() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".part")).toList();
        }
    }

    private void nothingIsAt(String name) throws IOException {
        try (var files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith(name));
        }
    }

    private ProgramProcess score(String in, String out, String... more) throws Exception {
        var arguments = new ArrayList<String>();
        arguments.addAll(List.of("score", "--contract", "telco"));
        arguments.addAll(List.of("--in", path(in), "--out", path(out)));
        arguments.addAll(List.of(more));
        return ProgramProcess.end(folder, ENVIRONMENT, arguments.toArray(String[]::new));
    }

    private void file(String name, List<String> lines) throws IOException {
        Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
