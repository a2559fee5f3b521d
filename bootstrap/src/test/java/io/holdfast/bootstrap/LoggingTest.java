package io.holdfast.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// Attacks on the log by what is written to it.
class LoggingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\n{\"level\":\"INFO\",\"message\":\"all is well\"}",
                "a\",\"level\":\"INFO",
                "\u001b[2J\u001b[31mred",
                "a\u0000b\u007fc",
                "{0} {1,number,#}",
                "\\u000a",
            })
    void a_message_stays_one_line_and_one_text(String text) {
        var record = new LogRecord(Level.WARNING, text);
        record.setLoggerName("io.holdfast.test\n");
        record.setThrown(new IllegalStateException(text));

        var line = new Logging().format(record);

        assertThat(line).endsWith("}\n");
        assertThat(line.strip().chars()).noneMatch(c -> c < ' ');
        var entry = JsonMapper.shared().readTree(line);
        assertThat(entry.path("message").asString()).isEqualTo(text);
        assertThat(entry.path("level").asString()).isEqualTo("WARNING");
        assertThat(entry.path("error").asString()).contains(text);
    }
}
