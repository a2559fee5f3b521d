/// Promises and fakes of rollouts, experiments and figures.
@NullMarked
package io.holdfast.domain.models.rollout;

import org.jspecify.annotations.NullMarked;
