/// Tests of what is taken in about those who were scored.
@NullMarked
package io.holdfast.application.monitoring;

import org.jspecify.annotations.NullMarked;
