/// Scoring an entity and keeping what was answered.
@NullMarked
package io.holdfast.domain.scoring;

import org.jspecify.annotations.NullMarked;
