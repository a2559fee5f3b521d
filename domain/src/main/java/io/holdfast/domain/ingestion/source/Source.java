package io.holdfast.domain.ingestion.source;

import io.holdfast.domain.kernel.Violation;
import java.time.Duration;
import java.util.List;

/// Another system from which facts are pulled. Its password is kept apart, sealed.
///
/// @param name in lower case; what people call it by
/// @param user who signs in there
/// @param pageSize records that are read and imported at once
/// @param enabled whether it is pulled at all
public record Source(
        String name,
        Server server,
        String user,
        Selection selection,
        Destination destination,
        Schedule schedule,
        int pageSize,
        boolean enabled) {

    public static final String NAME_RULE = "must be 1 to 63 of a-z, 0-9 and -, a letter first";

    public static final int DEFAULT_PAGE_SIZE = 10_000;
    public static final int MAX_PAGE_SIZE = 10_000;

    public enum Kind {
        POSTGRESQL(5432),
        MYSQL(3306),
        MARIADB(3306);

        private final int standardPort;

        Kind(int standardPort) {
            this.standardPort = standardPort;
        }

        public int standardPort() {
            return standardPort;
        }
    }

    public enum Tls {
        /// Encrypted, and the server's certificate vouches for its name.
        VERIFIED,
        /// Encrypted, whoever answers.
        ENCRYPTED,
        OFF
    }

    /// Where it is.
    public record Server(Kind kind, String host, int port, String database, Tls tls) {}

    /// What is read there.
    ///
    /// @param query one SELECT without parameters
    /// @param watermark the column of its answer that grows with every change of a record
    public record Selection(String query, String watermark, WatermarkType type) {}

    public enum WatermarkType {
        /// A date, or a date and a time.
        MOMENT,
        NUMBER
    }

    /// By what the records become facts.
    ///
    /// @param section of the profile
    public record Destination(String profile, String section) {}

    public sealed interface Schedule {
        /// Only when somebody asks for it.
        record Manual() implements Schedule {}

        /// @param pause between the end of a pull and the next one, 1 minute at least
        record Every(Duration pause) implements Schedule {}
    }

    public Source {
        var faults =
                SourceFaults.of(
                        name, server, user, selection, destination, minutes(schedule), pageSize);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(faults.toString());
        }
    }

    public static boolean isName(String text) {
        return SourceFaults.isName(text);
    }

    /// What is wrong with these parts of a source; nothing if it can be made.
    ///
    /// @param everyMinutes 0 for one that is pulled only when asked for
    public static List<Violation> faults(
            String name,
            Server server,
            String user,
            Selection selection,
            Destination destination,
            long everyMinutes,
            int pageSize) {
        return SourceFaults.of(name, server, user, selection, destination, everyMinutes, pageSize);
    }

    /// @param minutes 0 for one that is pulled only when asked for
    public static Schedule schedule(long minutes) {
        return minutes == 0
                ? new Schedule.Manual()
                : new Schedule.Every(Duration.ofMinutes(minutes));
    }

    /// As `schedule` takes them.
    public long everyMinutes() {
        return minutes(schedule);
    }

    private static long minutes(Schedule schedule) {
        return switch (schedule) {
            case Schedule.Manual() -> 0;
            // Less than a minute is no schedule, and not the manual one either.
            case Schedule.Every(var pause) -> pause.toMinutes() < 1 ? -1 : pause.toMinutes();
        };
    }
}
