package io.holdfast.domain.models;

/// What a version is used for now: in production it answers by default, in staging it answers for a
/// share, archived it does not answer. At most one version of a contract's name is in production.
public enum Stage {
    PRODUCTION("Production"),
    STAGING("Staging"),
    ARCHIVED("Archived");

    private final String label;

    Stage(String label) {
        this.label = label;
    }

    /// As clients and the log spell it.
    public String label() {
        return label;
    }
}
