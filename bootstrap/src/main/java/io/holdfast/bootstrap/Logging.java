package io.holdfast.bootstrap;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The log: one JSON object a line on standard error. The access log's lines are JSON already and
/// pass as they are. Messages of exceptions that quote what could not be read are left out: it may
/// be a customer's.
public final class Logging extends Formatter {

    /// Held here because the log manager forgets a logger that nobody holds, with its level.
    private static final Logger OWN = Logger.getLogger("io.holdfast");

    /// Its optimiser warns of every fit that it ends after the set number of steps, which is meant.
    private static final Logger SMILE = Logger.getLogger("smile");

    private static final String ACCESS_LOGGER = "io.holdfast.access";

    private static final String LEFT_OUT = "(left out: it quotes what could not be read)";

    /// Causes that are looked at; a chain may be a ring.
    private static final int MAX_CAUSES = 20;

    private final JsonMapper json = new JsonMapper();

    /// Replaces whatever the JDK had configured.
    public static void install(System.Logger.Level level) {
        var handler = new ConsoleHandler();
        handler.setFormatter(new Logging());
        handler.setLevel(Level.ALL);
        var root = Logger.getLogger("");
        for (var given : root.getHandlers()) {
            root.removeHandler(given);
        }
        root.addHandler(handler);
        root.setLevel(Level.WARNING);
        SMILE.setLevel(Level.SEVERE);
        OWN.setLevel(
                switch (level) {
                    case ERROR -> Level.SEVERE;
                    case WARNING -> Level.WARNING;
                    case DEBUG -> Level.FINE;
                    case INFO, ALL, TRACE, OFF -> Level.INFO;
                });
    }

    @Override
    public String format(LogRecord record) {
        if (ACCESS_LOGGER.equals(record.getLoggerName())) {
            return formatMessage(record) + "\n";
        }
        var line = new LinkedHashMap<String, Object>();
        line.put("time", record.getInstant().toString());
        line.put("level", record.getLevel().getName());
        line.put("logger", String.valueOf(record.getLoggerName()));
        line.put("message", formatMessage(record));
        var thrown = record.getThrown();
        if (thrown != null) {
            line.put("error", trace(thrown));
        }
        return json.writeValueAsString(line) + "\n";
    }

    private static String trace(Throwable thrown) {
        var written = new StringWriter();
        thrown.printStackTrace(new PrintWriter(written));
        var trace = written.toString();
        Throwable cause = thrown;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
            var message = cause.getMessage();
            if (message != null && !message.isEmpty() && quotes(cause)) {
                trace = trace.replace(message, LEFT_OUT);
            }
            cause = cause.getCause();
        }
        return trace;
    }

    private static boolean quotes(Throwable thrown) {
        return thrown instanceof NumberFormatException
                || thrown instanceof DateTimeException
                || thrown instanceof JacksonException;
    }
}
