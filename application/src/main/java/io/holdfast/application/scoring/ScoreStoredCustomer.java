package io.holdfast.application.scoring;

import io.holdfast.domain.models.FieldValue;
import io.holdfast.domain.scoring.StoredFeatures;
import io.holdfast.domain.scoring.StoredFeatures.FeatureSet;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Scores a customer by what is stored of its orders, as if a client had sent these features: by
/// the arm of its rollout, into the inference log, past the shadow.
public final class ScoreStoredCustomer {

    private static final FeatureSet FEATURES = FeatureSet.RFM;

    /// Of the models that score here.
    public static final String CONTRACT = FEATURES.contract();

    /// @param asOf only facts before it count
    /// @param arrivedAt when the request came in; latency counts from there
    public record Command(String customer, Instant asOf, String requestId, Instant arrivedAt) {}

    public sealed interface Outcome {
        /// There were features to score, whatever came of it. `Invalid` is a customer of whom
        /// something is stored that the contract does not take, such as an id that is too long.
        record Found(ScoreEntities.Outcome scoring) implements Outcome {}

        /// The customer is unknown, or had completed no order by then.
        record NoFeatures(String customer, Instant asOf) implements Outcome {}
    }

    private final StoredFeatures features;
    private final ScoreEntities scoreEntities;

    public ScoreStoredCustomer(StoredFeatures features, ScoreEntities scoreEntities) {
        this.features = features;
        this.scoreEntities = scoreEntities;
    }

    public Outcome score(Command command) {
        return features.find(FEATURES, command.customer(), command.asOf())
                .<Outcome>map(row -> new Outcome.Found(score(command, fields(row))))
                .orElseGet(() -> new Outcome.NoFeatures(command.customer(), command.asOf()));
    }

    private ScoreEntities.Outcome score(Command command, Map<String, FieldValue> fields) {
        return scoreEntities.score(
                new ScoreEntities.Command(
                        CONTRACT,
                        new ScoreEntities.Input.Fields(fields),
                        false,
                        command.requestId(),
                        command.arrivedAt()));
    }

    /// Empty cells stay: models were trained on blank ones, which a contract may read otherwise
    /// than absent ones.
    private static Map<String, FieldValue> fields(StoredFeatures.Row row) {
        var fields = new HashMap<String, FieldValue>();
        for (int i = 0; i < row.header().size(); i++) {
            fields.put(row.header().get(i), new FieldValue.Text(row.cells().get(i)));
        }
        return fields;
    }
}
