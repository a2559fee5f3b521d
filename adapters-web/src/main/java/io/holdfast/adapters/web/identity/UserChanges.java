package io.holdfast.adapters.web.identity;

import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.application.identity.ChangeUser;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.Username;

/// An admin's decisions on a user, and what is said when one cannot be carried out.
final class UserChanges {

    private UserChanges() {}

    /// The user as it is now.
    static User make(ChangeUser changeUser, Username username, ChangeUser.Change change) {
        return switch (changeUser.change(new ChangeUser.Command(username, change))) {
            case ChangeUser.Outcome.Changed(var user) -> user;
            case ChangeUser.Outcome.UnknownUser(var name) -> throw unknown(name);
            case ChangeUser.Outcome.LastAdmin(var name) ->
                    throw new Refusal(
                            Problem.of(
                                    ProblemType.CONFLICT,
                                    name + " is the last active admin and stays one"));
            case ChangeUser.Outcome.Conflict(var name) -> throw overtaken(name);
        };
    }

    static Refusal unknown(Username name) {
        return new Refusal(Problem.of(ProblemType.NOT_FOUND, "there is no user " + name));
    }

    static Refusal overtaken(Username name) {
        return new Refusal(
                Problem.of(
                        ProblemType.CONFLICT,
                        name + " was changed by somebody else just now; try again"));
    }
}
