/// Contracts of the scoring ports, and fakes that hold them.
@NullMarked
package io.holdfast.domain.scoring;

import org.jspecify.annotations.NullMarked;
