/// The use cases that judge data, over in-memory ports.
@NullMarked
package io.holdfast.application.ingestion.quality;

import org.jspecify.annotations.NullMarked;
