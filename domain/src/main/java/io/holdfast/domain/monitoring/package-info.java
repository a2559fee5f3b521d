/// What became of those who were scored.
@NullMarked
package io.holdfast.domain.monitoring;

import org.jspecify.annotations.NullMarked;
