package io.holdfast.application.models;

import io.holdfast.domain.models.CompiledModel;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.ModelVersion;
import io.holdfast.domain.models.Stage;

/// A version in memory, ready to answer, with the contract its input is read by.
///
/// @param stage what it is used for while it is held on to
public record ServedModel(
        ModelVersion version, Stage stage, FeatureContract contract, CompiledModel model) {

    ServedModel in(Stage other) {
        return new ServedModel(version, other, contract, model);
    }
}
