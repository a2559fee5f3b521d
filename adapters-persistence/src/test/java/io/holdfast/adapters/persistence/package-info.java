/// A PostgreSQL for tests, and the tests of opening it.
@NullMarked
package io.holdfast.adapters.persistence;

import org.jspecify.annotations.NullMarked;
