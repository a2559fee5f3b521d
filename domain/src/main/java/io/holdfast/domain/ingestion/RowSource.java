package io.holdfast.domain.ingestion;

import io.holdfast.domain.models.RowStream;

/// Rows that can be read from their beginning, in the format that a profile says.
@FunctionalInterface
public interface RowSource {

    /// The caller closes it. What the content is never throws; see `RowStream`.
    RowStream open(TextFormat format);
}
