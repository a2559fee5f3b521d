/// Other systems from which facts are pulled, and how far each pull has come.
@NullMarked
package io.holdfast.domain.ingestion.source;

import org.jspecify.annotations.NullMarked;
