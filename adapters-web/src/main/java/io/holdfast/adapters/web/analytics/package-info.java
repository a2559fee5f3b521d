/// The routes of Customer-360.
@NullMarked
package io.holdfast.adapters.web.analytics;

import org.jspecify.annotations.NullMarked;
