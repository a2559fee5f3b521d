/// Tests of the measuring itself; nothing here is timed.
@NullMarked
package io.holdfast.bootstrap.bench;

import org.jspecify.annotations.NullMarked;
