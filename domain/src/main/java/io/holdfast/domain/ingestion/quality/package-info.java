/// How good rows and facts are: what can be wrong, how it is scored, and the reports that are kept.
@NullMarked
package io.holdfast.domain.ingestion.quality;

import org.jspecify.annotations.NullMarked;
