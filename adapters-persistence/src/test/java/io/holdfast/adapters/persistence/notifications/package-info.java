/// Tests of the outbox.
@NullMarked
package io.holdfast.adapters.persistence.notifications;

import org.jspecify.annotations.NullMarked;
