package io.holdfast.domain.customers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One fact, with a value or nothing for each field of its kind. A value is in the spelling of its
/// `FactType` and within its bounds; nobody checks again.
///
/// A class over an array: a large file makes millions of them.
public final class Fact {

    private final FactKind kind;
    private final long line;
    private final @Nullable String[] values;

    private Fact(FactKind kind, long line, @Nullable String[] values) {
        this.kind = kind;
        this.line = line;
        this.values = values;
    }

    /// @param line where it begins in its source, from 1
    /// @param values in the order of the kind's fields; kept, not copied: the caller lets go
    public static Fact of(FactKind kind, long line, @Nullable String... values) {
        if (values.length != kind.fields().size()) {
            throw new IllegalArgumentException(
                    kind.label() + " has " + kind.fields().size() + " fields");
        }
        return new Fact(kind, line, values);
    }

    public FactKind kind() {
        return kind;
    }

    public long line() {
        return line;
    }

    public Optional<String> value(int field) {
        return Optional.ofNullable(values[field]);
    }

    public Optional<String> value(String field) {
        return value(kind.indexOf(field));
    }

    /// Nothing where the field is absent; for loops over millions.
    public @Nullable String at(int field) {
        return values[field];
    }

    /// What is missing among the fields that the kind requires.
    public List<String> missing() {
        var missing = new ArrayList<String>(0);
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null && kind.fields().get(i).isRequired()) {
                missing.add(kind.fields().get(i).name());
            }
        }
        return List.copyOf(missing);
    }
}
