/// Contracts of the monitoring ports, and fakes that hold them.
@NullMarked
package io.holdfast.domain.monitoring;

import org.jspecify.annotations.NullMarked;
