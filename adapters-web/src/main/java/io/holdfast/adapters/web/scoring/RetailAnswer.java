package io.holdfast.adapters.web.scoring;

import io.holdfast.domain.models.FieldValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// How the Retail view tells a score.
final class RetailAnswer {

    private static final double DECIMALS = 1e4;

    record Churn(
            String customerId,
            double churnProbability,
            String riskLevel,
            String recommendation,
            String timestamp,
            String modelUsed,
            UUID predictionId) {
        static Churn from(ScoredEntity scored) {
            return new Churn(
                    scored.prediction().entity(),
                    Math.round(scored.probability() * DECIMALS) / DECIMALS,
                    scored.prediction().riskLevel(),
                    scored.advice(0),
                    scored.timestamp(),
                    scored.modelUsed(),
                    scored.prediction().id());
        }
    }

    private RetailAnswer() {}

    /// @param fields as they came, perhaps with the product's name
    /// @return a map, because a name that was not given is left out
    static Map<String, Object> returnRisk(ScoredEntity scored, Map<String, FieldValue> fields) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("product_id", scored.prediction().entity());
        ProductName.of(fields).ifPresent(name -> answer.put(ProductName.MEMBER, name));
        answer.put("risk_probability", scored.probability());
        answer.put("risk_level", scored.prediction().riskLevel());
        answer.put("recommendation", scored.advice(0));
        answer.put("timestamp", scored.timestamp());
        answer.put("model_used", scored.modelUsed());
        answer.put("prediction_id", scored.prediction().id());
        return answer;
    }
}
