/// Facts about customers: who they are, what they bought and sent back, what they asked for and
/// did.
@NullMarked
package io.holdfast.domain.customers;

import org.jspecify.annotations.NullMarked;
