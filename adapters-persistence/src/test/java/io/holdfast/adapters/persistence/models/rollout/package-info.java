/// The ports' contracts of rollouts, experiments and figures on PostgreSQL.
@NullMarked
package io.holdfast.adapters.persistence.models.rollout;

import org.jspecify.annotations.NullMarked;
