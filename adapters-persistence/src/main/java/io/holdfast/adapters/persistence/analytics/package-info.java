/// Customer-360 by SQL: one definition of a customer's profile, and the questions asked of it.
@NullMarked
package io.holdfast.adapters.persistence.analytics;

import org.jspecify.annotations.NullMarked;
