package io.holdfast.application.models;

import io.holdfast.domain.models.CandidateResult;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.ModelCard;
import io.holdfast.domain.models.ModelRegistry;
import io.holdfast.domain.models.ModelVersion;
import io.holdfast.domain.models.SampleModels;
import io.holdfast.domain.models.TrainedModel;
import io.holdfast.domain.models.rollout.Deployment;
import io.holdfast.domain.models.rollout.Rollout;
import io.holdfast.domain.models.rollout.Rollouts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A registry and its rollouts for those who only read: what answers is what a test puts there. Not
/// the fakes of these ports, since versions can be taken away and artefacts be swapped.
public final class ShelfOfModels implements ModelRegistry, Rollouts {

    private final Map<String, Rollout> rollouts = new TreeMap<>();
    private final Map<Integer, byte[]> own = new HashMap<>();
    private final List<Integer> artefactsGiven = new ArrayList<>();
    private Optional<byte[]> artefact;
    private boolean closed;

    /// @param artefact of every version that is given no other
    public ShelfOfModels(byte[] artefact) {
        this.artefact = Optional.of(artefact);
    }

    /// Lets a version answer for everybody, in the place of the one of the same name.
    public void put(ContractId contract, int number) {
        put(Rollout.first(contract, number, "salt").asRevision(number));
    }

    public void put(Rollout rollout) {
        rollouts.put(rollout.contract().name(), rollout);
    }

    void clear() {
        rollouts.clear();
    }

    void give(byte[] other) {
        artefact = Optional.of(other);
    }

    /// Gives one version an artefact of its own.
    public void give(int number, byte[] other) {
        own.put(number, other);
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
    public List<Rollout> all() {
        if (closed) {
            throw new IllegalStateException("no connection");
        }
        return List.copyOf(rollouts.values());
    }

    @Override
    public Optional<Rollout> find(String contractName) {
        return Optional.ofNullable(rollouts.get(contractName));
    }

    @Override
    public Optional<ModelVersion> find(String contractName, int number) {
        var model = SampleModels.trained(number);
        return find(contractName)
                .map(rollout ->
                        new ModelVersion(
                                rollout.contract(),
                                number,
                                model.algorithm(),
                                model.metrics(),
                                model.rows(),
                                model.dataSha256(),
                                model.artefactSha256(),
                                ModelsWorld.NOON));
    }

    @Override
    public Optional<byte[]> artefact(String contractName, int number) {
        artefactsGiven.add(number);
        return Optional.ofNullable(own.get(number)).or(() -> artefact);
    }

    @Override
    public ModelVersion register(ContractId contract, TrainedModel model, Instant now) {
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

    @Override
    public Saved save(Deployment change) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Deployment> history(String contractName, Page page) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Rollout> at(String contractName, Instant moment) {
        throw new UnsupportedOperationException();
    }
}
