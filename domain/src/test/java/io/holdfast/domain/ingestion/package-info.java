/// Contracts and fakes of bringing facts in.
@NullMarked
package io.holdfast.domain.ingestion;

import org.jspecify.annotations.NullMarked;
