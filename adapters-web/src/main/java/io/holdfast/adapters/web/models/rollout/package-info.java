/// Versions, rollouts, ramps and experiments over HTTP.
@NullMarked
package io.holdfast.adapters.web.models.rollout;

import org.jspecify.annotations.NullMarked;
