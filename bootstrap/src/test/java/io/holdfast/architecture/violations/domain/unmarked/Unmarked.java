package io.holdfast.architecture.violations.domain.unmarked;

/// Breaks rule 13: its package has no package-info.
public final class Unmarked {}
