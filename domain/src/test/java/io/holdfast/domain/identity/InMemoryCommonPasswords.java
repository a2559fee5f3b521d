package io.holdfast.domain.identity;

import java.util.Locale;
import java.util.Set;

/// A short list.
public final class InMemoryCommonPasswords implements CommonPasswords {

    private static final Set<String> WORDS =
            Set.of("password", "password1", "12345678", "iloveyou1");

    @Override
    public boolean contains(Password password) {
        return WORDS.contains(password.value().toLowerCase(Locale.ROOT));
    }
}
