package io.holdfast.adapters.persistence.models;

import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.ModelVersion;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// A row of `model_versions`, without the candidates and the artefact, which are read alone.
@Entity
@Table(name = "model_versions")
@IdClass(ModelVersionEntity.Key.class)
public class ModelVersionEntity {

    record Key(String contractName, int number) {}

    @Id
    @Column(name = "contract_name")
    String contractName;

    @Id
    @Column(name = "number")
    int number;

    @Column(name = "contract_version")
    int contractVersion;

    @Column(name = "algorithm")
    String algorithm;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "metrics")
    String metrics;

    @Column(name = "training_rows")
    int trainingRows;

    @Column(name = "data_sha256")
    String dataSha256;

    @Column(name = "artefact_sha256")
    String artefactSha256;

    @Column(name = "created_at")
    Instant createdAt;

    /// For Hibernate, which fills the fields.
    @SuppressWarnings("NullAway.Init")
    protected ModelVersionEntity() {}

    ModelVersion toDomain(MetricsJson json) {
        return new ModelVersion(
                new ContractId(contractName, contractVersion),
                number,
                algorithm,
                json.readMetrics(metrics),
                trainingRows,
                dataSha256,
                artefactSha256,
                createdAt);
    }
}
