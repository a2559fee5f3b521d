package io.holdfast.adapters.persistence.customers;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.adapters.persistence.DatabaseException;
import io.holdfast.domain.customers.Fact;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.customers.FactLoads;
import io.holdfast.domain.customers.FactType;
import io.holdfast.domain.customers.ReturnIds;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// One load: what it holds of the facts is at most a buffer for each kind.
final class StagedLoad implements FactLoads.Load {

    /// Bytes of one kind that are sent at once.
    private static final int BUFFER_MAX = 1 << 20;

    /// A merge of many millions is silent for long, and it may wait for another load to end.
    private static final Duration SILENCE_MAX = Duration.ofHours(2);

    /// A stream sends its events again soon; until then it must not take the connections of others.
    private static final Duration LOCK_WAIT_MAX = Duration.ofSeconds(2);

    /// `2026-03-01T12:00:00.123456Z`: the store rounds what is finer, into another day at worst.
    private static final int MICROS_LENGTH = 27;

    /// What is on its way of one kind.
    private static final class Stage {
        private final CopyText text = new CopyText();
        private final boolean[] moments;
        private boolean created;
        private long read;

        Stage(FactKind kind) {
            moments = new boolean[kind.fields().size()];
            for (int i = 0; i < moments.length; i++) {
                moments[i] = kind.fields().get(i).type() instanceof FactType.Moment;
            }
        }
    }

    private final Database database;
    private final String source;
    private final Instant at;
    private final EventPartitions partitions;
    private final Map<FactKind, Stage> stages = new EnumMap<>(FactKind.class);
    private final FewEvents fewEvents = new FewEvents();
    private final int lineNumber = FactKind.ORDER_LINES.indexOf("line_no");
    private boolean unnumbered;
    private boolean finished;

    StagedLoad(Database database, String source, Instant at) {
        this.database = database;
        this.source = source;
        this.at = at;
        partitions = new EventPartitions(database, at);
    }

    @Override
    public void add(Fact fact) {
        requireOpen();
        var missing = fact.missing();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("a fact without " + missing);
        }
        var kind = fact.kind();
        var stage = stages.computeIfAbsent(kind, Stage::new);
        unnumbered |= kind == FactKind.ORDER_LINES && fact.at(lineNumber) == null;
        stage.text.begin(++stage.read);
        var values = new @Nullable String[stage.moments.length];
        for (int i = 0; i < values.length; i++) {
            boolean made = i == 0 && kind == FactKind.RETURNS;
            var value = made ? ReturnIds.of(fact) : fact.at(i);
            values[i] = stage.moments[i] ? micros(value) : value;
            stage.text.value(values[i]);
        }
        stage.text.end();
        if (kind == FactKind.EVENTS && stage.read <= FewEvents.MAX) {
            fewEvents.add(values);
        }
        if (stage.text.size() >= BUFFER_MAX) {
            database.lock(connection -> send(connection, kind, stage));
        }
    }

    private static @Nullable String micros(@Nullable String moment) {
        return moment == null || moment.length() <= MICROS_LENGTH
                ? moment
                : moment.substring(0, MICROS_LENGTH - 1) + "Z";
    }

    private static boolean send(Connection connection, FactKind kind, Stage stage)
            throws SQLException {
        var table = new FactTable(kind);
        var staging = FactMerge.staged(kind);
        if (!stage.created) {
            try (var create = connection.createStatement()) {
                create.execute(table.createStaging(staging, false));
            }
            stage.created = true;
        }
        try {
            var copies = connection.unwrap(PGConnection.class).getCopyAPI();
            copies.copyIn(table.copy(staging), stage.text.stream());
        } catch (IOException e) {
            throw new DatabaseException("facts could not be sent: " + e.getMessage(), e);
        }
        stage.text.clear();
        return true;
    }

    @Override
    public List<FactLoads.Count> finish() {
        requireOpen();
        finished = true;
        if (stages.isEmpty()) {
            return List.of();
        }
        if (isFewEvents()) {
            return database.lock(connection -> List.of(storeFew(connection)));
        }
        return database.patiently(SILENCE_MAX, this::merge);
    }

    private FactLoads.Count storeFew(Connection connection) throws SQLException {
        var months = EventPartitions.monthsOf(fewEvents.moments());
        partitions.prepare(connection, months);
        FactLocks.waitAtMost(connection, LOCK_WAIT_MAX);
        FactLocks.takeEvents(connection);
        partitions.complete(connection, months);
        var count = fewEvents.store(connection, source, at);
        FactLocks.waitAsLong(connection);
        return count;
    }

    /// And nothing else, of which nothing was sent yet.
    private boolean isFewEvents() {
        var events = stages.get(FactKind.EVENTS);
        return events != null
                && stages.size() == 1
                && !events.created
                && events.read <= FewEvents.MAX;
    }

    private List<FactLoads.Count> merge(Connection connection) throws SQLException {
        var read = new EnumMap<FactKind, Long>(FactKind.class);
        for (var entry : stages.entrySet()) {
            send(connection, entry.getKey(), entry.getValue());
            read.put(entry.getKey(), entry.getValue().read);
        }
        return new FactMerge(connection, source, at, partitions, read, unnumbered).run();
    }

    private void requireOpen() {
        if (finished) {
            throw new IllegalStateException("the load is finished");
        }
    }
}
