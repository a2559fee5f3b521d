/// Which versions of a contract's model answer, for whom, who changed it, and what comes of it.
@NullMarked
package io.holdfast.domain.models.rollout;

import org.jspecify.annotations.NullMarked;
