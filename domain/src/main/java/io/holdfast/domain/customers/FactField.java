package io.holdfast.domain.customers;

/// One field of a kind of facts.
///
/// @param name as profiles, reports and the table's column spell it
/// @param past whether a value later than now is a mistake
public record FactField(String name, FactType type, Presence presence, boolean past) {

    /// What a field is to its fact.
    public enum Presence {
        /// Tells one fact from another, with the other keys of its kind.
        KEY,
        REQUIRED,
        OPTIONAL,
        /// Optional in its source: where it is absent, a key is made of the fact's other fields.
        DERIVED_KEY
    }

    public boolean isRequired() {
        return presence == Presence.KEY || presence == Presence.REQUIRED;
    }

    public boolean isKey() {
        return presence == Presence.KEY || presence == Presence.DERIVED_KEY;
    }

    static FactField key(String name) {
        return new FactField(name, new FactType.Text(FactKind.MAX_ID_LENGTH), Presence.KEY, false);
    }

    static FactField required(String name, FactType type) {
        return new FactField(name, type, Presence.REQUIRED, false);
    }

    static FactField optional(String name, FactType type) {
        return new FactField(name, type, Presence.OPTIONAL, false);
    }

    static FactField derivedKey(String name, FactType type) {
        return new FactField(name, type, Presence.DERIVED_KEY, false);
    }

    /// The same field, whose value cannot be later than now.
    FactField inThePast() {
        return new FactField(name, type, presence, true);
    }
}
