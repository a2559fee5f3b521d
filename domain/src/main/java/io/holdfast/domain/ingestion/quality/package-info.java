/// How good rows and facts are: what is checked, how it is counted, and the reports that are kept.
@NullMarked
package io.holdfast.domain.ingestion.quality;

import org.jspecify.annotations.NullMarked;
