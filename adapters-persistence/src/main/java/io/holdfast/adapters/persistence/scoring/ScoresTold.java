package io.holdfast.adapters.persistence.scoring;

import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.FeatureContracts;
import io.holdfast.domain.models.FeatureVector;
import io.holdfast.domain.models.Stage;
import io.holdfast.domain.scoring.CustomerScoreQueries.Origin;
import io.holdfast.domain.scoring.CustomerScoreQueries.Place;
import io.holdfast.domain.scoring.CustomerScoreQueries.Predicted;
import io.holdfast.domain.scoring.CustomerScoreQueries.Rating;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Tells the features of one answer's scores by their contracts, each of which is fetched once.
final class ScoresTold {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final FeatureContracts contracts;
    private final Map<ContractId, FeatureContract> known = new HashMap<>();

    ScoresTold(FeatureContracts contracts) {
        this.contracts = contracts;
    }

    Rating.Rated rated(ScoreRow row) {
        var contract = known.computeIfAbsent(row.contract(), this::contract);
        var vector = vector(row.features());
        return new Rating.Rated(
                row.contract(),
                row.modelVersion(),
                Stage.valueOf(row.stage()).label(),
                contract.display(vector),
                row.probability(),
                row.riskLevel(),
                contract.advice().of(contract, vector, row.riskLevel()),
                row.at());
    }

    /// @param id of the answer
    Predicted answered(ScoreRow row, String id) {
        var place = new Place(row.at(), row.probability(), Origin.ANSWERED, id);
        return new Predicted(place, row.customer(), row.at(), rated(row));
    }

    private FeatureContract contract(ContractId id) {
        return contracts.find(id).orElseThrow(() -> new IllegalStateException("no contract " + id));
    }

    private static FeatureVector vector(String features) {
        return FeatureVector.of(
                JSON.readTree(features)
                        .valueStream()
                        .mapToDouble(node -> node.isNull() ? Double.NaN : node.doubleValue())
                        .toArray());
    }
}
