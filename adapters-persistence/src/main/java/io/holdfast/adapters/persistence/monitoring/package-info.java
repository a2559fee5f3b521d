/// What is known of the answers' truth, on PostgreSQL.
@NullMarked
package io.holdfast.adapters.persistence.monitoring;

import org.jspecify.annotations.NullMarked;
