package io.holdfast.domain.ingestion;

import java.util.Map;
import java.util.Optional;

/// What a file says that was imported earlier, for the files that refer to it.
@FunctionalInterface
public interface RecordValues {

    int MAX_VALUES = 100_000;

    /// The text of one field of every record of a collection that has it, by record id. Records of
    /// the running transaction are among them. Empty where more than `MAX_VALUES` have it, since
    /// whoever has a part only would take the others for unknown.
    Optional<Map<String, String>> of(String collection, String field);
}
