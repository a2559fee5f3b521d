/// Scoring entities and keeping what was answered.
@NullMarked
package io.holdfast.application.scoring;

import org.jspecify.annotations.NullMarked;
