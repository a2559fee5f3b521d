/// The history of quality reports in PostgreSQL.
@NullMarked
package io.holdfast.adapters.persistence.ingestion.quality;

import org.jspecify.annotations.NullMarked;
