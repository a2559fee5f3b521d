/// Rollouts, their ledger, experiments and the figures of arms on PostgreSQL.
@NullMarked
package io.holdfast.adapters.persistence.models.rollout;

import org.jspecify.annotations.NullMarked;
