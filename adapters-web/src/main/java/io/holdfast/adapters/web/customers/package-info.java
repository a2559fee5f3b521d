/// Routes of stored customers and what they do.
@NullMarked
package io.holdfast.adapters.web.customers;

import org.jspecify.annotations.NullMarked;
