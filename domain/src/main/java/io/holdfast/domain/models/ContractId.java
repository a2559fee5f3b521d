package io.holdfast.domain.models;

import java.util.regex.Pattern;

/// A feature contract by name and version, written `telco@1`.
public record ContractId(String name, int version) {

    /// What a name must be, as the end of the sentence "a name must be".
    public static final String NAME_RULE = "1 to 63 of a-z, 0-9 and -, and begin with a letter";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    public ContractId {
        if (!isName(name)) {
            throw new IllegalArgumentException("contract name must match " + NAME.pattern());
        }
        if (version < 1) {
            throw new IllegalArgumentException("contract version must be at least 1");
        }
    }

    /// Whether a contract may be called so.
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    @Override
    public String toString() {
        return name + "@" + version;
    }
}
