/// The contract of the outbox and its fake.
@NullMarked
package io.holdfast.domain.notifications;

import org.jspecify.annotations.NullMarked;
