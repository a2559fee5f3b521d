package io.holdfast.architecture.violations.domain.scoring;

/// Looked at by a feature that may not.
public record Score(int points) {}
