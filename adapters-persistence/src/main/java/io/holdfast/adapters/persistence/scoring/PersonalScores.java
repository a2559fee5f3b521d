package io.holdfast.adapters.persistence.scoring;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.adapters.persistence.NamedRows;
import io.holdfast.adapters.persistence.NamedRows.AtErasure;
import io.holdfast.adapters.persistence.NamedRows.Shape;
import io.holdfast.adapters.persistence.NamedRows.Whose;
import io.holdfast.domain.kernel.PersonalData;
import io.holdfast.domain.models.FeatureContracts;
import java.util.List;

/// Scores of customers, and who asked for many at once. Features and scores stay, without saying
/// whose they are: what models are judged by.
public final class PersonalScores {

    private PersonalScores() {}

    /// The shadows' scores come first. They name a prediction, which is how they are found, and
    /// stay as they are: once the prediction does not say whose it is, neither do they.
    public static List<PersonalData> on(Database database, FeatureContracts contracts) {
        return List.of(
                new NamedRows(database, shadowScores()),
                new NamedRows(database, predictions()),
                new PersonalBatches(database, contracts),
                NamedRows.doings(
                        database,
                        "submitted_batches",
                        "batches",
                        "submitted_by",
                        List.of(
                                "name",
                                "contract_name",
                                "total",
                                "webhook",
                                "submitted_at",
                                "status"),
                        "submitted_at DESC, id DESC",
                        AtErasure.PSEUDONYMISED));
    }

    private static Shape shadowScores() {
        return new Shape(
                "shadow_scores",
                Whose.CUSTOMER,
                "shadow_predictions",
                "prediction_id IN (SELECT id FROM predictions WHERE entity = ?)",
                List.of("prediction_id"),
                List.of(
                        "prediction_id",
                        "answered_at",
                        "contract_name",
                        "contract_version",
                        "shadow_version",
                        "probability"),
                List.of(),
                "answered_at DESC, prediction_id DESC, shadow_version",
                AtErasure.KEPT);
    }

    /// The id of the request goes too: the client may have chosen it, and finds it in its own log.
    private static Shape predictions() {
        return new Shape(
                "predictions",
                Whose.CUSTOMER,
                "predictions",
                "entity = ?",
                List.of("entity", "request_id"),
                List.of(
                        "id",
                        "answered_at",
                        "contract_name",
                        "contract_version",
                        "model_version",
                        "stage",
                        "entity",
                        "features",
                        "probability",
                        "positive",
                        "risk_level",
                        "latency_micros",
                        "request_id",
                        "fell_back_from",
                        "asked"),
                List.of(),
                "answered_at DESC, id DESC",
                AtErasure.PSEUDONYMISED);
    }
}
