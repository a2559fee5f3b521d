package io.holdfast.adapters.persistence.scoring;

import io.holdfast.domain.scoring.Prediction;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Inserts any number of rows with one statement, which stands alone and so is kept whole or not at
/// all, in one round trip. The rows travel as one array for each column: the statement's text is
/// the same for every number of rows, so the server plans it once.
final class PredictionWriter {

    private static final String INSERT =
            """
            INSERT INTO predictions (id, answered_at, contract_name, contract_version,
                model_version, stage, entity, features, probability, positive, risk_level,
                latency_micros, request_id, fell_back_from, asked)
            SELECT * FROM unnest(?::uuid[], ?::timestamptz[], ?::text[], ?::integer[],
                ?::integer[], ?::text[], ?::text[], ?::jsonb[], ?::float8[], ?::boolean[],
                ?::text[], ?::bigint[], ?::text[], ?::integer[], ?::boolean[])
            """;

    void insert(Connection connection, List<PredictionRow> rows) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            var columns = new Columns(connection, insert, rows);
            columns.add("uuid", row -> row.prediction().id());
            // The server would round finer instants, and so move some into the next month.
            columns.add("timestamptz", row -> row.prediction().at().truncatedTo(ChronoUnit.MICROS));
            columns.add("text", row -> row.prediction().contract().name());
            columns.add("int4", row -> row.prediction().contract().version());
            columns.add("int4", row -> row.prediction().modelVersion());
            columns.add("text", row -> row.prediction().stage().name());
            columns.add("text", row -> row.prediction().entity());
            columns.add("text", PredictionRow::features);
            columns.add("float8", row -> row.prediction().probability().value());
            columns.add("bool", row -> row.prediction().positive());
            columns.add("text", row -> row.prediction().riskLevel());
            columns.add("int8", row -> row.prediction().latencyMicros());
            columns.add("text", row -> row.prediction().requestId());
            columns.add("int4", PredictionWriter::fellBackFrom);
            columns.add("bool", row -> row.prediction().path() instanceof Prediction.Path.Asked);
            insert.executeUpdate();
        }
    }

    /// NULL where no version failed.
    private static @Nullable Object fellBackFrom(PredictionRow row) {
        return switch (row.prediction().path()) {
            case Prediction.Path.Direct(), Prediction.Path.Asked() -> null;
            case Prediction.Path.FellBack(var fromVersion) -> fromVersion;
        };
    }

    /// The statement's parameters while they are filled, one column after the other.
    private static final class Columns {

        private final Connection connection;
        private final PreparedStatement statement;
        private final List<PredictionRow> rows;
        private int filled;

        Columns(Connection connection, PreparedStatement statement, List<PredictionRow> rows) {
            this.connection = connection;
            this.statement = statement;
            this.rows = rows;
        }

        void add(String type, Function<PredictionRow, @Nullable Object> column)
                throws SQLException {
            var values = rows.stream().map(column).toArray();
            Array array = connection.createArrayOf(type, values);
            statement.setArray(++filled, array);
        }
    }
}
