package io.holdfast.adapters.web.identity;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.BodyKind;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.FieldCheck;
import io.holdfast.adapters.web.http.JsonFields;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.application.identity.ChangePassword;
import io.holdfast.application.identity.Demand;
import io.holdfast.domain.identity.Password;
import io.holdfast.domain.identity.Scope;
import java.util.List;
import java.util.Set;

/// Choosing another password, which needs the present one and no token.
public final class PasswordEndpoint implements Endpoint {

    private record Message(String msg) {}

    private final ChangePassword changePassword;

    public PasswordEndpoint(ChangePassword changePassword) {
        this.changePassword = changePassword;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(
                                "/api/v1/password",
                                Access.key(Scope.SIGN_IN),
                                Set.of(BodyKind.JSON),
                                this::change)
                        .limitedAs(Demand.SIGN_IN));
    }

    private Reply change(Exchange exchange) {
        exchange.bodyKind();
        var body = exchange.body().bytes(SessionEndpoint.MAX_BODY_BYTES);
        var check = new FieldCheck(JsonFields.read(body));
        // What was once taken as a name or password is not for these rules to judge.
        var username = check.text("username", text -> !text.isEmpty(), "must not be empty");
        var present = check.text("current_password", text -> !text.isEmpty(), "must not be empty");
        var chosen = check.text("new_password", Password::isAcceptable, Password.RULE);
        check.done();
        exchange.concern(username);
        var command =
                new ChangePassword.Command(
                        username,
                        new Password(present),
                        new Password(chosen),
                        exchange.address().toString());
        return switch (changePassword.change(command)) {
            case ChangePassword.Outcome.Changed() ->
                    Reply.ok(
                            new Message(
                                    "the password is changed and every session ended; sign in"
                                            + " anew"));
            case ChangePassword.Outcome.WrongCredentials() ->
                    throw SignInRefusals.wrongCredentials();
            case ChangePassword.Outcome.TooMany(var retryAfter) ->
                    throw SignInRefusals.tooMany(retryAfter);
            case ChangePassword.Outcome.NotActive() -> throw SignInRefusals.notActive();
            case ChangePassword.Outcome.Invalid(var violations) ->
                    throw new Refusal(Problem.invalid(violations));
            case ChangePassword.Outcome.Conflict() ->
                    throw new Refusal(
                            Problem.of(
                                    ProblemType.CONFLICT,
                                    "the user was changed by somebody else just now; try again"));
        };
    }
}
