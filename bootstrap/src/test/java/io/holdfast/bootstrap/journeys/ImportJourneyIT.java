package io.holdfast.bootstrap.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files are imported by the command line, in a process of its own.
class ImportJourneyIT {

    private static final Map<String, String> ENVIRONMENT = Map.of();

    private static final String PROFILE =
            """
            {"name": "mine", "source": "mine", "reading": {"dates": ["dd.MM.yyyy"]},
             "sections": [
               {"name": "people", "files": ["people*"],
                "targets": [{"fact": "customers", "fields": {"customer_id": "Id"}}]},
               {"name": "sales", "files": ["a-sales*"], "rejectedPercentMax": 50,
                "targets": [{"fact": "orders", "fields": {"order_id": "No",
                    "customer_id": "Who", "ordered_at": "When",
                    "total": {"column": "Sum", "numbers": "comma"}}}]}]}
            """;

    @TempDir Path folder;

    @Test
    void imports_files_and_says_what_it_cannot_import() throws Exception {
        write("mine.json", PROFILE);
        write("people.csv", "Id\n7\n8\n");
        write("a-sales.csv", "No;Who;When;Sum\n1;7;01.02.2026;1.234,50 €\n2;8;32.01.2026;1\n");

        listsTheProfiles();
        importsCustomersBeforeOrdersAndTellsWhatIsWrong();
        tellsHowGoodTheDataOfASourceIs();
        changesNothingTheSecondTime();
        storesNothingOfARefusedFile();
        tellsWhatCannotBeAsked();
    }

    private void listsTheProfiles() throws Exception {
        var printed = ProgramProcess.run(folder, ENVIRONMENT, "import", "--list");

        assertThat(printed).contains("c360", "adventureworks", "online-retail", "customers.*");
    }

    private void importsCustomersBeforeOrdersAndTellsWhatIsWrong() throws Exception {
        var program =
                importing(
                        "--rejects", path("rejected.csv"), path("a-sales.csv"), path("people.csv"));

        assertThat(program.exitCode()).as(program.log()).isEqualTo(3);
        assertThat(program.output().lines().toList())
                .satisfiesExactly(
                        first ->
                                assertThat(first)
                                        .startsWith("people.csv (people): 2 rows, inserted 2,"),
                        quality ->
                                assertThat(quality)
                                        .startsWith("    quality 1.0000: nothing wrong was found"),
                        second ->
                                assertThat(second)
                                        .startsWith("a-sales.csv (sales): 2 rows, inserted 1,")
                                        .contains("quarantined 0", "rejected 1", "rows/s"),
                        quality ->
                                assertThat(quality)
                                        .startsWith("    quality 0.7000: range 1 of 2; newest")
                                        .contains("newest 2026-02-01T00:00:00Z", "; report "));
        assertThat(Files.readString(folder.resolve("rejected.csv")))
                .startsWith("file,line,column,value,reason\na-sales.csv,3,When,32.01.2026,");
    }

    private void tellsHowGoodTheDataOfASourceIs() throws Exception {
        assertThat(ProgramProcess.run(folder, ENVIRONMENT, "quality"))
                .startsWith("mine ")
                .contains("quality 0.7000", "newest 2026-02-01T00:00:00Z");

        var history = ProgramProcess.run(folder, ENVIRONMENT, "quality", "--source", "mine");

        assertThat(history.lines()).hasSize(2).first().asString().contains("range 1 of 2");
        var id = history.lines().findFirst().orElseThrow().split(" +", -1)[1];
        assertThat(ProgramProcess.run(folder, ENVIRONMENT, "quality", "--report", id))
                .containsPattern("orders.total +1 +0 +0 +0 +0")
                .containsPattern("orders.ordered_at +1 +0 +1 +0 +0");

        var nobody = ProgramProcess.end(folder, ENVIRONMENT, "quality", "--source", "nobody");
        assertThat(nobody.exitCode()).isEqualTo(2);
        assertThat(nobody.log()).contains("There is no quality report on a source nobody.");
    }

    private void changesNothingTheSecondTime() throws Exception {
        var program = importing(path("people.csv"), path("a-sales.csv"));

        assertThat(program.output())
                .contains("inserted 0, updated 0, unchanged 2")
                .contains("inserted 0, updated 0, unchanged 1");
    }

    private void storesNothingOfARefusedFile() throws Exception {
        write("people-2.csv", "Name\nAda\n");

        var program = importing(path("people-2.csv"), path("a-sales.csv"));

        assertThat(program.exitCode()).isEqualTo(2);
        assertThat(program.output())
                .contains("people-2.csv (people): refused, nothing stored: the header lacks Id")
                .doesNotContain("a-sales");
    }

    private void tellsWhatCannotBeAsked() throws Exception {
        write("broken.json", PROFILE.replace("\"order_id\"", "\"order\""));

        assertThat(refused("--profile", "nobody", path("people.csv")))
                .contains("There is no import profile nobody, but adventureworks, c360");
        assertThat(refused("--profile", path("broken.json"), path("people.csv")))
                .contains("#/sections/1/targets/0/fields/order is no field of orders")
                .contains("#/sections/1/targets/0/fields/order_id is missing");
        assertThat(refused("--profile", path("mine.json"), path("mine.json")))
                .contains("has no section for")
                .contains("people, sales");
        assertThat(refused("--profile", path("mine.json"))).contains("There is no file to import.");
        assertThat(refused("--profile", "c360", path("none.csv"))).contains("There is no file");
    }

    private String refused(String... arguments) throws Exception {
        Files.deleteIfExists(folder.resolve("log.jsonl"));
        var all = new ArrayList<>(List.of("import"));
        all.addAll(List.of(arguments));
        var program = ProgramProcess.end(folder, ENVIRONMENT, all.toArray(String[]::new));
        assertThat(program.exitCode()).as(program.log()).isEqualTo(2);
        return program.log();
    }

    private ProgramProcess importing(String... more) throws Exception {
        var arguments = new ArrayList<>(List.of("import", "--profile", path("mine.json")));
        arguments.addAll(List.of(more));
        return ProgramProcess.end(folder, ENVIRONMENT, arguments.toArray(String[]::new));
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
