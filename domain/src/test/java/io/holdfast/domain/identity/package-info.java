/// Contracts of the identity ports, and fakes that hold them.
@NullMarked
package io.holdfast.domain.identity;

import org.jspecify.annotations.NullMarked;
