/// Users and API keys on PostgreSQL.
@NullMarked
package io.holdfast.adapters.persistence.identity;

import org.jspecify.annotations.NullMarked;
