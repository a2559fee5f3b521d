package io.holdfast.domain.kernel;

/// Something the work needs, such as the database, cannot be reached now. Nothing was done; the
/// caller may try again later.
public final class Unavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Unavailable(String message) {
        super(message);
    }

    public Unavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
