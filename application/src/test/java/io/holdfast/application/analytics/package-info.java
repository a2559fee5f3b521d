/// The refresh of Customer-360, on fakes.
@NullMarked
package io.holdfast.application.analytics;

import org.jspecify.annotations.NullMarked;
