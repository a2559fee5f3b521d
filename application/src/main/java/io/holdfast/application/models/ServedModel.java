package io.holdfast.application.models;

import io.holdfast.domain.models.CompiledModel;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.ModelVersion;

/// A version in memory, ready to answer, with the contract its input is read by.
public record ServedModel(ModelVersion version, FeatureContract contract, CompiledModel model) {}
