/// The stored sources, and the way to PostgreSQL, MySQL and MariaDB elsewhere.
@NullMarked
package io.holdfast.adapters.persistence.ingestion.source;

import org.jspecify.annotations.NullMarked;
