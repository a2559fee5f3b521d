/// Contracts of the models ports, and fakes that hold them.
@NullMarked
package io.holdfast.domain.models;

import org.jspecify.annotations.NullMarked;
