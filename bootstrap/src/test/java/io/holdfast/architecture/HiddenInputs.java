package io.holdfast.architecture;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.util.List;
import java.util.Set;

/// Calls by which a class would get at the time, at chance, at the machine's settings or at a
/// thread without having been given it.
final class HiddenInputs {

    /// @param names of methods; `<init>` is the constructor, and none at all means every member
    private record Source(String owner, Set<String> names) {

        private Source(String owner, String... names) {
            this(owner, Set.of(names));
        }

        boolean contains(AccessTarget target) {
            return target.getOwner().getName().equals(owner)
                    && (names.isEmpty() || names.contains(target.getName()));
        }
    }

    private static final List<Source> CLOCK =
            List.of(
                    new Source("java.time.Instant", "now"),
                    new Source("java.time.LocalDate", "now"),
                    new Source("java.time.LocalTime", "now"),
                    new Source("java.time.LocalDateTime", "now"),
                    new Source("java.time.OffsetDateTime", "now"),
                    new Source("java.time.OffsetTime", "now"),
                    new Source("java.time.ZonedDateTime", "now"),
                    new Source("java.time.Year", "now"),
                    new Source("java.time.YearMonth", "now"),
                    new Source("java.time.MonthDay", "now"),
                    new Source("java.time.InstantSource", "system"),
                    new Source(
                            "java.time.Clock",
                            "systemUTC",
                            "systemDefaultZone",
                            "system",
                            "tick",
                            "tickMillis",
                            "tickSeconds",
                            "tickMinutes"),
                    new Source("java.lang.System", "currentTimeMillis", "nanoTime"),
                    new Source("java.util.Date", "<init>"));

    private static final List<Source> CHANCE =
            List.of(
                    new Source("java.lang.Math", "random"),
                    new Source("java.util.UUID", "randomUUID"),
                    new Source("java.util.Collections", "shuffle"),
                    new Source("java.util.Random", "<init>"),
                    new Source("java.util.SplittableRandom", "<init>"),
                    new Source("java.security.SecureRandom"),
                    new Source("java.util.concurrent.ThreadLocalRandom"),
                    new Source("java.util.random.RandomGenerator", "getDefault", "of"),
                    new Source("java.util.random.RandomGeneratorFactory"));

    private static final List<Source> SURROUNDINGS =
            List.of(
                    new Source(
                            "java.lang.System",
                            "getenv",
                            "getProperty",
                            "getProperties",
                            "setProperty",
                            "exit"),
                    new Source("java.lang.Boolean", "getBoolean"),
                    new Source("java.lang.Integer", "getInteger"),
                    new Source("java.lang.Long", "getLong"),
                    new Source("java.lang.Runtime"),
                    new Source("java.util.Locale", "getDefault"),
                    new Source("java.util.TimeZone", "getDefault"),
                    new Source("java.time.ZoneId", "systemDefault"),
                    new Source("java.nio.charset.Charset", "defaultCharset"));

    private static final List<Source> THREADS =
            List.of(
                    new Source(
                            "java.lang.Thread",
                            "<init>",
                            "start",
                            "ofVirtual",
                            "ofPlatform",
                            "startVirtualThread",
                            "sleep"),
                    new Source("java.util.Timer"),
                    new Source("java.util.concurrent.Executors"),
                    new Source("java.util.concurrent.ForkJoinPool"),
                    new Source("java.util.concurrent.ThreadPoolExecutor", "<init>"),
                    new Source("java.util.concurrent.CompletableFuture", "runAsync", "supplyAsync"),
                    new Source("java.util.Collection", "parallelStream"),
                    new Source("java.util.List", "parallelStream"),
                    new Source("java.util.Set", "parallelStream"),
                    new Source("java.util.stream.BaseStream", "parallel"),
                    new Source("java.util.stream.Stream", "parallel"),
                    new Source("java.util.stream.IntStream", "parallel"),
                    new Source("java.util.stream.LongStream", "parallel"),
                    new Source("java.util.stream.DoubleStream", "parallel"));

    private static final List<Source> ALL =
            List.of(CLOCK, CHANCE, SURROUNDINGS, THREADS).stream().flatMap(List::stream).toList();

    private HiddenInputs() {}

    /// Calls and method references alike.
    static boolean isOne(JavaAccess<?> access) {
        return ALL.stream().anyMatch(source -> source.contains(access.getTarget()));
    }
}
