package io.holdfast.domain.models;

import java.util.regex.Pattern;

/// A feature contract by name and version, written `telco@1`.
public record ContractId(String name, int version) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    public ContractId {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("contract name must match " + NAME.pattern());
        }
        if (version < 1) {
            throw new IllegalArgumentException("contract version must be at least 1");
        }
    }

    @Override
    public String toString() {
        return name + "@" + version;
    }
}
