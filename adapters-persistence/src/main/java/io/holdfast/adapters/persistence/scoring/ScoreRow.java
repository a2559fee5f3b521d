package io.holdfast.adapters.persistence.scoring;

import io.holdfast.domain.models.ContractId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A score as it is stored; an empty stage where there is none.
///
/// @param name empty where it is not known, or not read
/// @param email empty where it is not known, or not read
record ScoreRow(
        String customer,
        String name,
        String email,
        ContractId contract,
        int modelVersion,
        String stage,
        String features,
        double probability,
        String riskLevel,
        Instant at) {

    static ScoreRow ofPerson(ResultSet row) throws SQLException {
        return of(row, name(row), said(row.getString("email")));
    }

    static ScoreRow of(ResultSet row) throws SQLException {
        return of(row, "", "");
    }

    private static ScoreRow of(ResultSet row, String name, String email) throws SQLException {
        var at = row.getObject("as_of", OffsetDateTime.class);
        var contract = row.getString("contract_name");
        return new ScoreRow(
                row.getString("customer_id"),
                name,
                email,
                new ContractId(
                        contract == null ? "none" : contract,
                        Math.max(1, row.getInt("contract_version"))),
                row.getInt("model_version"),
                said(row.getString("stage")),
                said(row.getString("features")),
                row.getDouble("probability"),
                said(row.getString("risk_level")),
                at == null ? Instant.EPOCH : at.toInstant());
    }

    static String name(ResultSet row) throws SQLException {
        return (said(row.getString("first_name")) + " " + said(row.getString("last_name"))).strip();
    }

    static String said(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
