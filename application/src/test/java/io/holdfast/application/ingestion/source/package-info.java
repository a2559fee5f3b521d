/// Pulling facts from other systems.
@NullMarked
package io.holdfast.application.ingestion.source;

import org.jspecify.annotations.NullMarked;
