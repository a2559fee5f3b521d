package io.holdfast.domain.kernel;

/// A text that is never printed.
public record Secret(String value) {

    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
