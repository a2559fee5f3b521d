/// Contracts and stand-ins of the kernel's ports.
@NullMarked
package io.holdfast.domain.kernel;

import org.jspecify.annotations.NullMarked;
