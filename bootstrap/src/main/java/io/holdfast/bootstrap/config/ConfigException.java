package io.holdfast.bootstrap.config;

import java.util.List;

/// The settings cannot be used; every fault is named by its key.
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConfigException(List<String> faults) {
        super("The configuration cannot be used:\n  - " + String.join("\n  - ", faults));
    }
}
