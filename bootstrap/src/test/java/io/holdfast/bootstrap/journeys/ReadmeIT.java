package io.holdfast.bootstrap.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A first start as the README tells it, and its calls with the answers it prints. `...` in an
/// answer stands for what differs each time.
class ReadmeIT {

    private static final Pattern CALL =
            Pattern.compile("```console\n\\$ (.+)\n((?s:.*?))\n```", Pattern.MULTILINE);
    private static final Pattern CLIENT_KEY = Pattern.compile("client key\\s+(\\S+)");
    private static final Pattern ADMIN_PASSWORD = Pattern.compile("password\\s+(\\S+)");

    private record Call(String command, String answer) {}

    @TempDir Path folder;

    @Test
    void every_call_of_the_readme_answers_as_printed() throws Exception {
        assumeTrue(curlIsThere(), "curl is not installed: the README's calls are not tried");
        try (var server = ProgramProcess.start(folder, Map.of(), "up")) {
            var password = server.awaitLine(ADMIN_PASSWORD).group(1);
            var key = server.awaitLine(CLIENT_KEY).group(1);
            var base = server.awaitReady();
            var calls = calls();
            assertThat(calls).hasSize(5);
            for (var call : calls) {
                var command = call.command().replace("http://127.0.0.1:8080", base);
                var answer = run(command, Map.of("KEY", key, "PASSWORD", password));
                assertThat(answer).as(call.command()).matches(pattern(call.answer()));
            }
        }
    }

    private static List<Call> calls() throws IOException {
        var readme = Files.readString(Path.of(System.getProperty("holdfast.root"), "README.md"));
        var calls = new ArrayList<Call>();
        var matcher = CALL.matcher(readme);
        while (matcher.find()) {
            calls.add(new Call(matcher.group(1), matcher.group(2)));
        }
        return calls;
    }

    private static String pattern(String answer) {
        return Pattern.quote(answer).replace("...", "\\E.+\\Q");
    }

    private String run(String command, Map<String, String> environment) throws Exception {
        var builder = new ProcessBuilder("sh", "-c", command).directory(folder.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command).isZero();
        return answer.strip();
    }

    private static boolean curlIsThere() throws InterruptedException {
        try {
            return new ProcessBuilder("curl", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        }
    }
}
