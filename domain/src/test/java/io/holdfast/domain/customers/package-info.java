/// Contracts and fakes of the ports of facts.
@NullMarked
package io.holdfast.domain.customers;

import org.jspecify.annotations.NullMarked;
