/// The promises of quality reports, held to PostgreSQL.
@NullMarked
package io.holdfast.adapters.persistence.ingestion.quality;

import org.jspecify.annotations.NullMarked;
