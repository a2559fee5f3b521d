package io.holdfast.application.identity;

import io.holdfast.domain.identity.CommonPasswords;
import io.holdfast.domain.identity.Password;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.kernel.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which passwords are taken: long enough, not one that everybody tries first, not the name itself.
/// No rule asks for kinds of characters (NIST SP 800-63B, 3.1.1.2).
public final class PasswordRules {

    private final CommonPasswords common;

    public PasswordRules(CommonPasswords common) {
        this.common = common;
    }

    /// What is wrong with the password, at the member of that name.
    List<Violation> check(String member, Password password, Username username) {
        return fault(password, username)
                .map(detail -> List.of(Violation.at(member, detail)))
                .orElseGet(List::of);
    }

    private Optional<String> fault(Password password, Username username) {
        if (!Password.isAcceptable(password.value())) {
            return Optional.of(Password.RULE);
        }
        if (common.contains(password)) {
            return Optional.of("must not be one of the passwords that are guessed first");
        }
        var folded = password.value().toLowerCase(Locale.ROOT);
        boolean isName = folded.replace(username.folded(), "").length() < 3;
        return isName ? Optional.of("must not be the username") : Optional.empty();
    }
}
