package io.holdfast.adapters.persistence.ingestion.source;

import io.holdfast.domain.ingestion.source.Pull;
import io.holdfast.domain.ingestion.source.Source;
import io.holdfast.domain.ingestion.source.Source.Destination;
import io.holdfast.domain.ingestion.source.Source.Kind;
import io.holdfast.domain.ingestion.source.Source.Selection;
import io.holdfast.domain.ingestion.source.Source.Server;
import io.holdfast.domain.ingestion.source.Source.Tls;
import io.holdfast.domain.ingestion.source.Source.WatermarkType;
import io.holdfast.domain.ingestion.source.SourceState;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How sources and pulls stand in their tables.
final class SourceRows {

    static final String SOURCE =
            "name, kind, host, port, database_name, tls, login, query, watermark_column,"
                    + " watermark_type, profile, section, every_minutes, page_size, enabled";

    static final String STATE = "mark, succeeded_at, failures, fault, due_at, taken_until";

    static final int SOURCE_COLUMNS = 15;

    private SourceRows() {}

    /// The columns of `SOURCE`, from the first parameter on.
    static void set(PreparedStatement statement, Source source) throws SQLException {
        var server = source.server();
        var selection = source.selection();
        statement.setString(1, source.name());
        statement.setString(2, server.kind().name());
        statement.setString(3, server.host());
        statement.setInt(4, server.port());
        statement.setString(5, server.database());
        statement.setString(6, server.tls().name());
        statement.setString(7, source.user());
        statement.setString(8, selection.query());
        statement.setString(9, selection.watermark());
        statement.setString(10, selection.type().name());
        statement.setString(11, source.destination().profile());
        statement.setString(12, source.destination().section());
        statement.setLong(13, source.everyMinutes());
        statement.setInt(14, source.pageSize());
        statement.setBoolean(15, source.enabled());
    }

    static Source source(ResultSet row) throws SQLException {
        return new Source(
                row.getString("name"),
                new Server(
                        Kind.valueOf(row.getString("kind")),
                        row.getString("host"),
                        row.getInt("port"),
                        row.getString("database_name"),
                        Tls.valueOf(row.getString("tls"))),
                row.getString("login"),
                new Selection(
                        row.getString("query"),
                        row.getString("watermark_column"),
                        WatermarkType.valueOf(row.getString("watermark_type"))),
                new Destination(row.getString("profile"), row.getString("section")),
                Source.schedule(row.getLong("every_minutes")),
                row.getInt("page_size"),
                row.getBoolean("enabled"));
    }

    static SourceState state(ResultSet row) throws SQLException {
        return new SourceState(
                Objects.requireNonNullElse(row.getString("mark"), ""),
                moment(row, "succeeded_at", Instant.MIN),
                row.getInt("failures"),
                row.getString("fault"),
                moment(row, "due_at", Instant.MAX),
                moment(row, "taken_until", Instant.MIN));
    }

    static Pull pull(ResultSet row) throws SQLException {
        return new Pull(
                Objects.requireNonNull(row.getObject("id", UUID.class)),
                row.getString("source"),
                moment(row, "started_at", Instant.MIN),
                new Pull.Progress(
                        row.getLong("page_count"),
                        row.getLong("row_count"),
                        row.getLong("rejected")),
                state(
                        row.getString("state"),
                        moment(row, "ended_at", Instant.MIN),
                        row.getString("reason")));
    }

    private static Pull.State state(String state, Instant at, String reason) {
        return switch (state) {
            case "RUNNING" -> new Pull.State.Running();
            case "COMPLETED" -> new Pull.State.Completed(at);
            case "PAUSED" -> new Pull.State.Paused(at);
            case "REFUSED" -> new Pull.State.Refused(at, reason);
            case "FAILED" -> new Pull.State.Failed(at, reason);
            default -> throw new IllegalStateException("a pull is " + state);
        };
    }

    private static Instant moment(ResultSet row, String column, Instant otherwise)
            throws SQLException {
        var moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? otherwise : moment.toInstant();
    }

    static OffsetDateTime moment(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    /// None for one that never comes.
    static @Nullable OffsetDateTime due(Instant dueAt) {
        return dueAt.equals(Instant.MAX) ? null : moment(dueAt);
    }
}
