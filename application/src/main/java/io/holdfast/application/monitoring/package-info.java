/// Taking in what became of those who were scored.
@NullMarked
package io.holdfast.application.monitoring;

import org.jspecify.annotations.NullMarked;
