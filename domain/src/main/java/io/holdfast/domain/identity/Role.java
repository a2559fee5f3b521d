package io.holdfast.domain.identity;

import java.util.Locale;
import java.util.Optional;

/// What a user may do: an agent predicts, an admin also approves users and feeds models.
public enum Role {
    AGENT,
    ADMIN;

    /// As the API spells it: `agent`, `admin`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> ofLabel(String label) {
        return switch (label) {
            case "agent" -> Optional.of(AGENT);
            case "admin" -> Optional.of(ADMIN);
            default -> Optional.empty();
        };
    }
}
