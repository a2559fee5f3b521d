/// The demonstration's made-up customers.
@NullMarked
package io.holdfast.bootstrap.demo;

import org.jspecify.annotations.NullMarked;
