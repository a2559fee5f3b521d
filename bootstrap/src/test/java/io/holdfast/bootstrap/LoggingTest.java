package io.holdfast.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class LoggingTest {

    private static final String PERSONAL = String.join(" ", "Zo\u00eb", "Ada");

    private final Logging logging = new Logging();

    private String error(Throwable thrown) {
        var record = new LogRecord(Level.SEVERE, "request r-1 failed");
        record.setThrown(thrown);
        var line = JsonMapper.shared().readTree(logging.format(record));
        assertThat(line.path("message").asString()).isEqualTo("request r-1 failed");
        return line.path("error").asString();
    }

    private static RuntimeException thrownBy(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            return e;
        }
        throw new AssertionError("nothing was thrown");
    }

    private void is_left_out(Runnable work) {
        var thrown = thrownBy(work);
        assertThat(thrown.getMessage()).contains(PERSONAL);

        for (var logged : new Throwable[] {thrown, new IllegalStateException("no row", thrown)}) {
            assertThat(error(logged))
                    .doesNotContain(PERSONAL)
                    .contains(thrown.getClass().getName(), "left out", "LoggingTest");
        }
    }

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

    @Test
    void leaves_out_what_could_not_be_read() {
        is_left_out(() -> Double.parseDouble(PERSONAL));
        is_left_out(() -> LocalDate.parse(PERSONAL));
        is_left_out(() -> JsonMapper.shared().readValue("\"" + PERSONAL + "\"", Integer.class));
    }

    @Test
    void leaves_out_a_message_that_another_exception_took_over() {
        var cause = thrownBy(() -> Integer.parseInt(PERSONAL));

        assertThat(error(new IllegalStateException(cause))).doesNotContain(PERSONAL);
    }

    @Test
    void keeps_every_other_message() {
        assertThat(error(new IllegalStateException("the id is taken", new RuntimeException("why"))))
                .contains("the id is taken", "why");
    }

    @Test
    void passes_lines_of_the_access_log_as_they_are() {
        var record = new LogRecord(Level.INFO, "{\"route\":\"/\"}");
        record.setLoggerName("io.holdfast.access");

        assertThat(logging.format(record)).isEqualTo("{\"route\":\"/\"}\n");
    }
}
