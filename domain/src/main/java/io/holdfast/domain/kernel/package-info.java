/// What every feature stands on: identity of things, transactions, violations of input.
@NullMarked
package io.holdfast.domain.kernel;

import org.jspecify.annotations.NullMarked;
