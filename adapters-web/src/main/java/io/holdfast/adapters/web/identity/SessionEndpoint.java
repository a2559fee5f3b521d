package io.holdfast.adapters.web.identity;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.BodyKind;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.FieldCheck;
import io.holdfast.adapters.web.http.FormFields;
import io.holdfast.adapters.web.http.JsonFields;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.application.identity.Demand;
import io.holdfast.application.identity.RegisterUser;
import io.holdfast.application.identity.SignIn;
import io.holdfast.domain.identity.Password;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.kernel.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Joining, signing in, and asking who one is.
public final class SessionEndpoint implements Endpoint {

    static final int MAX_BODY_BYTES = 16 * 1024;

    /// What RFC 6749 asks of an answer that carries a token.
    private static final Header NO_STORE =
            HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");

    private static final Header NO_CACHE =
            HeaderValues.createCached(HeaderNames.PRAGMA, "no-cache");

    private record Message(String msg) {}

    private record Token(String msg, String accessToken, String tokenType, long expiresIn) {
        static Token from(SignIn.Outcome.SignedIn signedIn) {
            return new Token(
                    "signed in", signedIn.token(), "bearer", signedIn.lifetime().toSeconds());
        }
    }

    private record Session(String username, String role) {}

    private final RegisterUser registerUser;
    private final SignIn signIn;
    private final SessionCookie cookie;

    public SessionEndpoint(RegisterUser registerUser, SignIn signIn, SessionCookie cookie) {
        this.registerUser = registerUser;
        this.signIn = signIn;
        this.cookie = cookie;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(
                                "/register",
                                Access.key(Scope.SIGN_IN),
                                Set.of(BodyKind.JSON),
                                this::register)
                        .limitedAs(Demand.SIGN_IN)
                        .with(Route.Trait.CREATES),
                Route.post("/token", Access.key(Scope.SIGN_IN), Set.of(BodyKind.FORM), this::token)
                        .limitedAs(Demand.SIGN_IN),
                Route.get("/verify-session", Access.keyAndUser(Scope.SIGN_IN), this::session));
    }

    private Reply register(Exchange exchange) {
        exchange.bodyKind();
        var check = new FieldCheck(JsonFields.read(exchange.body().bytes(MAX_BODY_BYTES)));
        var username = check.text("username", Username::isValid, Username.RULE);
        exchange.concern(username);
        var password = check.text("password", Password::isAcceptable, Password.RULE);
        var role =
                check.text(
                        "role", label -> Role.ofLabel(label).isPresent(), "must be agent or admin");
        check.done();
        var command =
                new RegisterUser.Command(
                        new Username(username),
                        new Password(password),
                        Role.ofLabel(role).orElseThrow());
        return switch (registerUser.register(command)) {
            case RegisterUser.Outcome.Registered(var user) ->
                    Reply.json(
                            201,
                            new Message(
                                    "%s is registered and waits for an admin's approval"
                                            .formatted(user.username())));
            case RegisterUser.Outcome.NameTaken() ->
                    throw new Refusal(Problem.of(ProblemType.CONFLICT, "the username is taken"));
            case RegisterUser.Outcome.Invalid(var violations) ->
                    throw new Refusal(Problem.invalid(violations));
        };
    }

    private Reply token(Exchange exchange) {
        exchange.bodyKind();
        var form = FormFields.read(exchange.body().bytes(MAX_BODY_BYTES));
        var violations = new ArrayList<Violation>();
        var username = required(form, "username", violations);
        exchange.concern(username);
        var password = required(form, "password", violations);
        if (!violations.isEmpty()) {
            throw new Refusal(Problem.invalid(violations));
        }
        var agent = exchange.header("User-Agent");
        var command =
                new SignIn.Command(
                        username,
                        new Password(password),
                        exchange.address().toString(),
                        agent == null ? "" : agent);
        return switch (signIn.signIn(command)) {
            case SignIn.Outcome.SignedIn signedIn ->
                    Reply.ok(Token.from(signedIn))
                            .with(
                                    cookie.on(exchange).set(signedIn.token(), signedIn.lifetime()),
                                    NO_STORE,
                                    NO_CACHE);
            case SignIn.Outcome.TooMany(var retryAfter) -> throw SignInRefusals.tooMany(retryAfter);
            case SignIn.Outcome.PasswordChangeNeeded() ->
                    throw SignInRefusals.passwordChangeNeeded();
            case SignIn.Outcome.Locked() -> throw SignInRefusals.locked();
            case SignIn.Outcome.WrongCredentials() -> throw SignInRefusals.wrongCredentials();
            case SignIn.Outcome.NotApproved() -> throw SignInRefusals.notApproved();
        };
    }

    private static String required(
            Map<String, String> form, String name, List<Violation> violations) {
        var value = form.getOrDefault(name, "");
        if (value.isEmpty()) {
            violations.add(Violation.at(name, "is required"));
        }
        return value;
    }

    private Reply session(Exchange exchange) {
        var user = exchange.person().user();
        return Reply.ok(new Session(user.username().value(), user.role().label()));
    }
}
