/// Contracts and fakes of pulling from other systems.
@NullMarked
package io.holdfast.domain.ingestion.source;

import org.jspecify.annotations.NullMarked;
