package io.holdfast.adapters.web.identity;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.Caller;
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
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.kernel.Violation;
import java.util.List;
import java.util.UUID;

/// Where somebody is signed in, for admins, who may end it.
public final class UserSessionsEndpoint implements Endpoint {

    private static final String USERNAME = "username";
    private static final String SESSIONS = "/api/v1/users/{" + USERNAME + "}/sessions";

    private final ListSessions listSessions;
    private final SignOut signOut;

    public UserSessionsEndpoint(ListSessions listSessions, SignOut signOut) {
        this.listSessions = listSessions;
        this.signOut = signOut;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(SESSIONS, Access.admin(), this::list).with(Route.Trait.PERSONAL),
                Route.delete(SESSIONS, Access.admin(), this::endAll));
    }

    private Reply list(Exchange exchange) {
        return switch (listSessions.of(username(exchange))) {
            case ListSessions.Outcome.Found found ->
                    Reply.ok(SessionAnswer.Listing.from(found, asking(exchange)));
            case ListSessions.Outcome.UnknownUser(var name) -> throw unknown(name.value());
        };
    }

    private Reply endAll(Exchange exchange) {
        var name = username(exchange);
        return switch (signOut.everywhere(name)) {
            case SignOut.Outcome.Ended(var sessions) -> Reply.ok(SessionAnswer.Ended.of(sessions));
            case SignOut.Outcome.UnknownUser _, SignOut.Outcome.UnknownSession() ->
                    throw unknown(name.value());
        };
    }

    private static UUID asking(Exchange exchange) {
        return switch (exchange.caller()) {
            case Caller.Person(var _, var session, var _) -> session;
            case Caller.SignedIn(var _, var session) -> session;
            case Caller.Anonymous _, Caller.Client _, Caller.Scraper _ -> Session.NONE;
        };
    }

    private static Username username(Exchange exchange) {
        var text = exchange.pathParameter(USERNAME);
        if (!Username.isValid(text)) {
            throw unknown(Violation.extract(text));
        }
        return new Username(text);
    }

    private static Refusal unknown(String name) {
        return new Refusal(Problem.of(ProblemType.NOT_FOUND, "there is no user " + name));
    }
}
