/// Tests of the demonstration's made-up rows.
@NullMarked
package io.holdfast.bootstrap.demo;

import org.jspecify.annotations.NullMarked;
