package io.holdfast.architecture.violations.domain.loyalty;

/// Breaks rule 7b: nobody has heard of this feature.
public final class UnknownFeature {}
