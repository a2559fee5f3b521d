/// Tests of taking in what customers do.
@NullMarked
package io.holdfast.application.customers;

import org.jspecify.annotations.NullMarked;
