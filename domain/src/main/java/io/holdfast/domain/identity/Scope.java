package io.holdfast.domain.identity;

import java.util.Locale;

/// What an API key opens: a client key the client's routes, an admin key those and the routes that
/// ask for an admin key.
public enum Scope {
    CLIENT,
    ADMIN;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
