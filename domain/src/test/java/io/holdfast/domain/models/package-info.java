/// Contracts of the ports of `models`, and fakes that keep them.
@NullMarked
package io.holdfast.domain.models;

import org.jspecify.annotations.NullMarked;
