/// Customer-360: the profile of every customer, and the questions that are asked of all of them.
@NullMarked
package io.holdfast.domain.analytics;

import org.jspecify.annotations.NullMarked;
