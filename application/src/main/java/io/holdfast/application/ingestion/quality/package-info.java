/// Use cases that judge data.
@NullMarked
package io.holdfast.application.ingestion.quality;

import org.jspecify.annotations.NullMarked;
