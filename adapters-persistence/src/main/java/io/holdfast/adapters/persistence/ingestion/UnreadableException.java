package io.holdfast.adapters.persistence.ingestion;

/// Ends the reading of a text with a reason for people.
final class UnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    UnreadableException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
