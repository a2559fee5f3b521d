package io.holdfast.domain.ingestion.source;

/// Where reading a source goes on. A mark is the source's own: what the watermark column holds, or
/// an offset, written so that the source can read it again; never empty, `MAX_MARK_LENGTH`
/// characters at most.
public sealed interface Position {

    int MAX_MARK_LENGTH = 100;

    record Beginning() implements Position {}

    /// Records at the mark are given again: some may have come to it since it was read.
    record From(String mark) implements Position {}

    record After(String mark) implements Position {}
}
