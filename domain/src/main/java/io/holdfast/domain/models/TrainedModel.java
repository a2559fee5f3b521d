package io.holdfast.domain.models;

import java.util.List;

/// A model that was trained, measured, compiled and checked, not yet registered.
public final class TrainedModel {

    private final String algorithm;
    private final byte[] artefact;
    private final String artefactSha256;
    private final Metrics metrics;
    private final List<CandidateResult> candidates;
    private final int rows;
    private final String dataSha256;
    private final ModelCard card;

    /// @param metrics of the chosen candidate, calibrated, on rows not learned from: out-of-fold
    ///   figures, or those of the latest rows where the set has times
    /// @param candidates all of them, best first
    /// @param rows it was trained on
    public TrainedModel(
            String algorithm,
            byte[] artefact,
            String artefactSha256,
            Metrics metrics,
            List<CandidateResult> candidates,
            int rows,
            String dataSha256,
            ModelCard card) {
        this.algorithm = algorithm;
        this.artefact = artefact.clone();
        this.artefactSha256 = artefactSha256;
        this.metrics = metrics;
        this.candidates = List.copyOf(candidates);
        this.rows = rows;
        this.dataSha256 = dataSha256;
        this.card = card;
    }

    public String algorithm() {
        return algorithm;
    }

    public byte[] artefact() {
        return artefact.clone();
    }

    public String artefactSha256() {
        return artefactSha256;
    }

    public Metrics metrics() {
        return metrics;
    }

    public List<CandidateResult> candidates() {
        return candidates;
    }

    public int rows() {
        return rows;
    }

    public String dataSha256() {
        return dataSha256;
    }

    public ModelCard card() {
        return card;
    }

    @Override
    public String toString() {
        return algorithm + " " + artefactSha256;
    }
}
