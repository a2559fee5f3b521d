/// The outbox on PostgreSQL.
@NullMarked
package io.holdfast.adapters.persistence.notifications;

import org.jspecify.annotations.NullMarked;
