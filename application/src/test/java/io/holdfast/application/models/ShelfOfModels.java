package io.holdfast.application.models;

import io.holdfast.domain.models.CandidateResult;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.ModelCard;
import io.holdfast.domain.models.ModelRegistry;
import io.holdfast.domain.models.ModelVersion;
import io.holdfast.domain.models.SampleModels;
import io.holdfast.domain.models.Stage;
import io.holdfast.domain.models.TrainedModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A registry for those who only read: what is in production is what a test puts there, and every
/// version has the same artefact. Not the registry's fake, since versions can be taken away.
public final class ShelfOfModels implements ModelRegistry {

    private final Map<String, ModelVersion> production = new TreeMap<>();
    private final List<Integer> artefactsGiven = new ArrayList<>();
    private Optional<byte[]> artefact;
    private boolean closed;

    public ShelfOfModels(byte[] artefact) {
        this.artefact = Optional.of(artefact);
    }

    /// Puts a version into production, in the place of the one of the same name.
    public void put(ContractId contract, int number) {
        var model = SampleModels.trained(number);
        production.put(
                contract.name(),
                new ModelVersion(
                        contract,
                        number,
                        Stage.PRODUCTION,
                        model.algorithm(),
                        model.metrics(),
                        model.rows(),
                        model.dataSha256(),
                        model.artefactSha256(),
                        ModelsWorld.NOON));
    }

    void clear() {
        production.clear();
    }

    void give(byte[] other) {
        artefact = Optional.of(other);
    }

    void giveNothing() {
        artefact = Optional.empty();
    }

    /// From now on it cannot be asked.
    void close() {
        closed = true;
    }

    /// The numbers of the versions whose artefacts were asked for.
    List<Integer> artefactsGiven() {
        return List.copyOf(artefactsGiven);
    }

    @Override
    public List<ModelVersion> production() {
        if (closed) {
            throw new IllegalStateException("no connection");
        }
        return List.copyOf(production.values());
    }

    @Override
    public Optional<byte[]> artefact(String contractName, int number) {
        artefactsGiven.add(number);
        return artefact;
    }

    @Override
    public ModelVersion register(ContractId contract, TrainedModel model, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<ModelVersion> find(String contractName, int number) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ModelVersion> versions(String contractName, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<CandidateResult> candidates(String contractName, int number) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<ModelCard> card(String contractName, int number) {
        throw new UnsupportedOperationException();
    }
}
