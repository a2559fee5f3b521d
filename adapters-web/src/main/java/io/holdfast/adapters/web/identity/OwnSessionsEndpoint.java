package io.holdfast.adapters.web.identity;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.application.identity.ListSessions;
import io.holdfast.application.identity.SignOut;
import io.holdfast.domain.identity.Session;
import io.holdfast.domain.kernel.Violation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Where a user is signed in, and signing out.
public final class OwnSessionsEndpoint implements Endpoint {

    private static final String SESSIONS = "/api/v1/sessions";
    private static final String ID = "session_id";

    private final ListSessions listSessions;
    private final SignOut signOut;
    private final SessionCookie cookie;

    public OwnSessionsEndpoint(ListSessions listSessions, SignOut signOut, SessionCookie cookie) {
        this.listSessions = listSessions;
        this.signOut = signOut;
        this.cookie = cookie;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/api/v1/logout", Access.user(), Set.of(), this::logout),
                Route.get(SESSIONS, Access.user(), this::list).with(Route.Trait.PERSONAL),
                Route.delete(SESSIONS, Access.user(), this::endAll),
                Route.delete(SESSIONS + "/{" + ID + "}", Access.user(), this::end));
    }

    private Reply logout(Exchange exchange) {
        var person = exchange.person();
        if (person.session().equals(Session.NONE)) {
            throw new Refusal(
                    Problem.of(
                            ProblemType.CONFLICT,
                            "this token is an identity provider's: sign out there"));
        }
        var outcome = signOut.one(person.user(), person.session());
        return Reply.ok(SessionAnswer.Ended.of(ended(outcome))).with(cookie.on(exchange).cleared());
    }

    private Reply list(Exchange exchange) {
        var person = exchange.person();
        return Reply.ok(
                SessionAnswer.Listing.from(listSessions.of(person.user()), person.session()));
    }

    private Reply endAll(Exchange exchange) {
        var outcome = signOut.everywhere(exchange.person().user());
        return Reply.ok(SessionAnswer.Ended.of(ended(outcome))).with(cookie.on(exchange).cleared());
    }

    /// Another user's session is as unknown as one that never was.
    private Reply end(Exchange exchange) {
        var text = exchange.pathParameter(ID);
        var person = exchange.person();
        int ended = id(text).map(id -> ended(signOut.one(person.user(), id))).orElse(0);
        if (ended == 0) {
            throw new Refusal(
                    Problem.of(
                            ProblemType.NOT_FOUND,
                            "you have no session " + Violation.extract(text)));
        }
        return Reply.ok(SessionAnswer.Ended.of(ended));
    }

    private static int ended(SignOut.Outcome outcome) {
        return switch (outcome) {
            case SignOut.Outcome.Ended(var sessions) -> sessions;
            case SignOut.Outcome.UnknownSession(), SignOut.Outcome.UnknownUser _ -> 0;
        };
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text))
                    .filter(id -> id.toString().equalsIgnoreCase(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
