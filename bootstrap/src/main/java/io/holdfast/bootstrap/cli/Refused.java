package io.holdfast.bootstrap.cli;

/// What was asked cannot be done as asked; the message says why, to the person who asked.
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refused(String message) {
        super(message);
    }
}
