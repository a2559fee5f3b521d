/// Scoring files, with and without accidents.
@NullMarked
package io.holdfast.bootstrap.scoring;

import org.jspecify.annotations.NullMarked;
