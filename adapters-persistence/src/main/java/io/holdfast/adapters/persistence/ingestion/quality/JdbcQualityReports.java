package io.holdfast.adapters.persistence.ingestion.quality;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.ingestion.quality.QualityReport;
import io.holdfast.domain.ingestion.quality.QualityReport.Newest;
import io.holdfast.domain.ingestion.quality.QualityReports;
import io.holdfast.domain.ingestion.quality.SourceReport;
import io.holdfast.domain.ingestion.quality.SourceReport.Origin;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The reports in a table. What is too old goes with each new one.
public final class JdbcQualityReports implements QualityReports {

    private static final String INSERT =
            """
            INSERT INTO quality_reports (id, source, checked_at, import_id, contract, stored,
                records, invalid, newest_at, measures, fields)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)
            """;

    private static final String FORGET_OF_SOURCE =
            """
            DELETE FROM quality_reports WHERE source = ? AND (contract IS NOT NULL) = ? AND id <= (
                SELECT id FROM quality_reports WHERE source = ? AND (contract IS NOT NULL) = ?
                ORDER BY id DESC LIMIT 1 OFFSET %d)
            """
                    .formatted(MAX_PER_SOURCE);

    private static final String FORGET =
            """
            DELETE FROM quality_reports WHERE (contract IS NOT NULL) = ? AND id <= (
                SELECT id FROM quality_reports WHERE (contract IS NOT NULL) = ?
                ORDER BY id DESC LIMIT 1 OFFSET %d)
            """
                    .formatted(MAX_ALL);

    private static final String FIND = "SELECT * FROM quality_reports WHERE id = ?";

    private static final String FIND_OF_IMPORT =
            "SELECT * FROM quality_reports WHERE import_id = ?";

    private static final String LIST =
            "SELECT * FROM quality_reports WHERE id < ? ORDER BY id DESC LIMIT ?";

    private static final String LIST_OF_SOURCE =
            "SELECT * FROM quality_reports WHERE id < ? AND source = ? ORDER BY id DESC LIMIT ?";

    /// Steps from source to source along the index, however many reports each has.
    private static final String SOURCES =
            """
            WITH RECURSIVE names (source) AS (
                (SELECT source FROM quality_reports WHERE ? IN ('', source)
                    ORDER BY source LIMIT 1)
                UNION ALL
                SELECT (SELECT r.source FROM quality_reports r
                    WHERE r.source > n.source AND ? IN ('', r.source)
                    ORDER BY r.source LIMIT 1)
                FROM names n WHERE n.source IS NOT NULL)
            SELECT latest.*, (SELECT max(r.newest_at) FROM quality_reports r
                WHERE r.source = names.source AND r.stored) AS source_newest_at
            FROM names CROSS JOIN LATERAL (
                SELECT * FROM quality_reports WHERE id = coalesce(
                    (SELECT r.id FROM quality_reports r
                        WHERE r.source = names.source AND r.contract IS NULL AND r.stored
                        ORDER BY r.id DESC LIMIT 1),
                    (SELECT r.id FROM quality_reports r
                        WHERE r.source = names.source AND r.contract IS NULL
                        ORDER BY r.id DESC LIMIT 1),
                    (SELECT r.id FROM quality_reports r
                        WHERE r.source = names.source AND r.contract IS NOT NULL
                        ORDER BY r.id DESC LIMIT 1))) AS latest
            ORDER BY latest.source LIMIT ?
            """;

    private final Database database;
    private final ReportJson json = new ReportJson();

    public JdbcQualityReports(Database database) {
        this.database = database;
    }

    @Override
    public void add(SourceReport report) {
        var _ =
                database.write(connection -> {
                    insert(connection, report);
                    boolean isValidation = report.origin().isValidation();
                    try (var forget = connection.prepareStatement(FORGET_OF_SOURCE)) {
                        forget.setString(1, report.source());
                        forget.setBoolean(2, isValidation);
                        forget.setString(3, report.source());
                        forget.setBoolean(4, isValidation);
                        forget.executeUpdate();
                    }
                    try (var forget = connection.prepareStatement(FORGET)) {
                        forget.setBoolean(1, isValidation);
                        forget.setBoolean(2, isValidation);
                        return forget.executeUpdate();
                    }
                });
    }

    private void insert(Connection connection, SourceReport stored) throws SQLException {
        var report = stored.report();
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, stored.id());
            insert.setString(2, stored.source());
            insert.setObject(3, report.at().atOffset(ZoneOffset.UTC));
            setOrigin(insert, stored.origin());
            insert.setLong(7, report.records());
            insert.setLong(8, report.invalid());
            switch (report.newest()) {
                case Newest.At(var moment) -> insert.setObject(9, moment.atOffset(ZoneOffset.UTC));
                case Newest.Unknown() -> insert.setNull(9, Types.TIMESTAMP_WITH_TIMEZONE);
            }
            insert.setString(10, json.writeMeasures(report.measures()));
            insert.setString(11, json.writeFields(report.fields()));
            insert.executeUpdate();
        }
    }

    private static void setOrigin(PreparedStatement insert, Origin origin) throws SQLException {
        switch (origin) {
            case Origin.Import(var run) -> setImport(insert, run, true);
            case Origin.Attempt(var run) -> setImport(insert, run, false);
            case Origin.Validation(var contract) -> {
                insert.setNull(4, Types.OTHER);
                insert.setString(5, contract);
                insert.setBoolean(6, false);
            }
        }
    }

    private static void setImport(PreparedStatement insert, UUID run, boolean isStored)
            throws SQLException {
        insert.setObject(4, run);
        insert.setNull(5, Types.VARCHAR);
        insert.setBoolean(6, isStored);
    }

    @Override
    public Optional<SourceReport> find(UUID id) {
        return find(FIND, id);
    }

    @Override
    public Optional<SourceReport> ofImport(UUID run) {
        return find(FIND_OF_IMPORT, run);
    }

    private Optional<SourceReport> find(String query, UUID id) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(query)) {
                select.setObject(1, id);
                return reports(select).stream().findFirst();
            }
        });
    }

    @Override
    public List<SourceReport> list(String source, UUID before, int limit) {
        return database.read(connection -> {
            try (var select =
                    connection.prepareStatement(source.isEmpty() ? LIST : LIST_OF_SOURCE)) {
                select.setObject(1, before);
                int next = 2;
                if (!source.isEmpty()) {
                    select.setString(next++, source);
                }
                select.setInt(next, limit);
                return reports(select);
            }
        });
    }

    @Override
    public List<SourceState> sources(String source, int limit) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(SOURCES)) {
                select.setString(1, source);
                select.setString(2, source);
                select.setInt(3, limit);
                try (var rows = select.executeQuery()) {
                    var states = new ArrayList<SourceState>();
                    while (rows.next()) {
                        states.add(new SourceState(report(rows), newest(rows, "source_newest_at")));
                    }
                    return List.copyOf(states);
                }
            }
        });
    }

    private List<SourceReport> reports(PreparedStatement select) throws SQLException {
        try (var rows = select.executeQuery()) {
            var reports = new ArrayList<SourceReport>();
            while (rows.next()) {
                reports.add(report(rows));
            }
            return List.copyOf(reports);
        }
    }

    private SourceReport report(ResultSet row) throws SQLException {
        return new SourceReport(
                row.getObject("id", UUID.class),
                row.getString("source"),
                origin(row),
                new QualityReport(
                        row.getObject("checked_at", OffsetDateTime.class).toInstant(),
                        row.getLong("records"),
                        row.getLong("invalid"),
                        json.readMeasures(row.getString("measures")),
                        json.readFields(row.getString("fields")),
                        newest(row, "newest_at")));
    }

    private static Origin origin(ResultSet row) throws SQLException {
        var contract = row.getString("contract");
        if (contract != null) {
            return new Origin.Validation(contract);
        }
        var run = row.getObject("import_id", UUID.class);
        return row.getBoolean("stored") ? new Origin.Import(run) : new Origin.Attempt(run);
    }

    private static Newest newest(ResultSet row, String column) throws SQLException {
        var moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? new Newest.Unknown() : new Newest.At(moment.toInstant());
    }
}
