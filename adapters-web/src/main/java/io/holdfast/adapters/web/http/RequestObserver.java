package io.holdfast.adapters.web.http;

/// Is told of every request that was answered.
@FunctionalInterface
public interface RequestObserver {
    /// @param template of the route, never the raw path
    /// @param nanos from arrival to the last byte handed over
    void answered(String method, String template, int status, long nanos);
}
