package io.holdfast.architecture.violations.domain.identity;

import io.holdfast.architecture.violations.domain.scoring.Score;

/// Breaks rule 7a.
public record PeeksAtScoring(Score score) {}
