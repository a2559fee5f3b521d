/// Customer-360: when its profiles are refreshed.
@NullMarked
package io.holdfast.application.analytics;

import org.jspecify.annotations.NullMarked;
