package io.holdfast.adapters.web.identity;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.Refusal;
import java.time.Duration;

/// What is said to those whose password does not let them in, the same wherever they show it.
final class SignInRefusals {

    private SignInRefusals() {}

    static Refusal tooMany(Duration retryAfter) {
        return new Refusal(
                Problem.of(
                        ProblemType.TOO_MANY_REQUESTS,
                        "too many attempts failed; wait before the next one",
                        HeaderValues.create(
                                HeaderNames.RETRY_AFTER,
                                String.valueOf(1 + retryAfter.toSeconds()))));
    }

    static Refusal wrongCredentials() {
        return new Refusal(
                Problem.of(
                        ProblemType.WRONG_CREDENTIALS,
                        "the username is unknown or the password does not fit",
                        HeaderValues.create(
                                HeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"holdfast\"")));
    }

    static Refusal passwordChangeNeeded() {
        return new Refusal(
                Problem.of(
                        ProblemType.PASSWORD_CHANGE_NEEDED,
                        "this password is temporary: choose another one first, by POST"
                                + " /api/v1/password"));
    }

    static Refusal locked() {
        return new Refusal(Problem.of(ProblemType.NOT_APPROVED, "an admin has locked this user"));
    }

    static Refusal notApproved() {
        return new Refusal(
                Problem.of(ProblemType.NOT_APPROVED, "an admin has not approved this user yet"));
    }

    /// Where it is not told which of the two it is.
    static Refusal notActive() {
        return new Refusal(
                Problem.of(
                        ProblemType.NOT_APPROVED,
                        "an admin has not approved this user, or has locked it"));
    }
}
