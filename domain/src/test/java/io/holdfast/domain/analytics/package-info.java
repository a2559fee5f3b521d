/// What the ports of Customer-360 promise, and fakes that keep it.
@NullMarked
package io.holdfast.domain.analytics;

import org.jspecify.annotations.NullMarked;
