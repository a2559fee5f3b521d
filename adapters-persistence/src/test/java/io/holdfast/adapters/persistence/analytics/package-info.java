/// Customer-360 on a real database.
@NullMarked
package io.holdfast.adapters.persistence.analytics;

import org.jspecify.annotations.NullMarked;
