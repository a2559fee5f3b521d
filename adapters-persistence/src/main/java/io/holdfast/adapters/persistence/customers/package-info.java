/// Facts about customers, stored in bulk and read.
@NullMarked
package io.holdfast.adapters.persistence.customers;

import org.jspecify.annotations.NullMarked;
