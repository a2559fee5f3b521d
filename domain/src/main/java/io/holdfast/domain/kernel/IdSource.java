package io.holdfast.domain.kernel;

import java.util.UUID;

/// Makes identifiers. Ids are UUID version 7 (RFC 9562): they sort by the time they were made. Safe
/// for concurrent use; never returns the same id twice.
@FunctionalInterface
public interface IdSource {

    UUID next();
}
