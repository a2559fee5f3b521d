/// Tests of the wiring.
@NullMarked
package io.holdfast.bootstrap;

import org.jspecify.annotations.NullMarked;
