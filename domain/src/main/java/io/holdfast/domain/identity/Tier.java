package io.holdfast.domain.identity;

import java.util.Locale;

/// How much a client may ask for.
public enum Tier {
    BASIC,
    PREMIUM,
    INTERNAL;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
