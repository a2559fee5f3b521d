/// Promises and samples of what judges data.
@NullMarked
package io.holdfast.domain.ingestion.quality;

import org.jspecify.annotations.NullMarked;
