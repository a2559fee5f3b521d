package io.holdfast.architecture.violations.adapters.web.customers;

import smile.classification.RandomForest;

/// Breaks rule 5.
public record TrainsItself(RandomForest forest) {}
