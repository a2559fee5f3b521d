package io.holdfast.architecture.violations.adapters.web.customers;

import jakarta.persistence.EntityManager;

/// Breaks rule 5.
public record UsesEntities(EntityManager entities) {}
