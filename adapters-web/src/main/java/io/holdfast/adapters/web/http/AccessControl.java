package io.holdfast.adapters.web.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.holdfast.application.identity.Authenticate;
import io.holdfast.domain.identity.ApiKey;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.identity.User;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Checks a request's credentials against its route's rule, before the body is read. A key comes as
/// `X-API-Key`; a user's token as `Authorization: Bearer` or, failing that, as a cookie, which does
/// not suffice for a change that another site's page asks for.
public final class AccessControl implements Layer {

    static final String TOKEN_COOKIE = "access_token";

    private static final Header ASK_KEY =
            HeaderValues.createCached(
                    HeaderNames.WWW_AUTHENTICATE,
                    "ApiKey realm=\"holdfast\", header=\"X-API-Key\"");
    private static final Header ASK_TOKEN =
            HeaderValues.createCached(HeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"holdfast\"");
    private static final Header ASK_KEY_OR_TOKEN =
            HeaderValues.createCached(
                    HeaderNames.WWW_AUTHENTICATE,
                    "ApiKey realm=\"holdfast\", header=\"X-API-Key\","
                            + " Bearer realm=\"holdfast\"");
    private static final Header BAD_TOKEN =
            HeaderValues.createCached(
                    HeaderNames.WWW_AUTHENTICATE,
                    "Bearer realm=\"holdfast\", error=\"invalid_token\"");
    private static final String KEY_HEADER = "X-API-Key";
    private static final String BEARER = "bearer ";

    private static final String NEED_TOKEN =
            "a user's access token is needed as Authorization: Bearer or as the cookie "
                    + TOKEN_COOKIE;
    private static final String NEED_EITHER =
            "an API key is needed in the header X-API-Key, or a user's access token";
    private static final int RETRY_AFTER_SECONDS = 5;

    private final Authenticate authenticate;
    private final byte[] scrapeToken;
    private final CrossSite crossSite;
    private final AdminNetworks adminNetworks;

    /// @param byCookie whether a browser may have added it by itself
    private record ShownToken(String text, boolean byCookie) {}

    /// @param scrapeToken empty when there is none
    /// @param corsOrigins exact origins whose pages may send requests in a user's name
    /// @param adminNetworks from where keys with admin scope are taken
    public AccessControl(
            Authenticate authenticate,
            String scrapeToken,
            List<String> corsOrigins,
            AdminNetworks adminNetworks) {
        this.adminNetworks = adminNetworks;
        this.authenticate = authenticate;
        this.scrapeToken = scrapeToken.getBytes(StandardCharsets.UTF_8);
        this.crossSite = new CrossSite(corsOrigins);
    }

    @Override
    public Reply apply(Route route, Exchange exchange, Supplier<Reply> next) {
        var caller = admit(route.access(), exchange);
        exchange.recognise(caller);
        adminNetworks.require(caller, exchange);
        exchange.admit(caller);
        return next.get();
    }

    /// Refuses with 401 what is missing or not genuine, with 403 what is known not to suffice.
    private Caller admit(Access access, Exchange exchange) {
        var scope = access.scope();
        return switch (access.rule()) {
            case OPEN -> new Caller.Anonymous();
            case KEY, ADMIN_KEY -> new Caller.Client(client(exchange, scope));
            case KEY_AND_USER -> person(exchange, client(exchange, scope));
            case KEY_OR_USER -> keyOrUser(exchange, scope);
            case KEY_OR_ADMIN -> keyOrAdmin(exchange, scope);
            case USER -> user(exchange);
            case KEY_AND_ADMIN -> {
                var person = person(exchange, client(exchange, scope));
                requireAdmin(exchange, person, person.user());
                yield person;
            }
            case ADMIN -> admin(exchange);
            case KEY_OR_SCRAPE_TOKEN -> scraper(exchange, scope);
        };
    }

    private ApiKey client(Exchange exchange, Scope scope) {
        var key = client(exchange);
        if (key.opens(scope)) {
            return key;
        }
        throw new Refusal(
                Problem.of(
                        ProblemType.KEY_REFUSED,
                        "an API key with %s scope is needed".formatted(scope.label())));
    }

    private ApiKey client(Exchange exchange) {
        var shown = exchange.header(KEY_HEADER);
        if (shown == null || shown.isBlank()) {
            throw new Refusal(
                    Problem.of(
                            ProblemType.MISSING_CREDENTIAL,
                            "an API key is needed in the header X-API-Key",
                            ASK_KEY));
        }
        return switch (authenticate.client(shown, exchange.address())) {
            case Authenticate.Client.Recognised(var key) -> {
                exchange.recognise(new Caller.Client(key));
                yield key;
            }
            case Authenticate.Client.Rejected() ->
                    throw new Refusal(
                            Problem.of(
                                    ProblemType.KEY_REFUSED,
                                    "the API key is unknown or has expired"));
            case Authenticate.Client.WrongNetwork() ->
                    throw new Refusal(
                            Problem.of(
                                    ProblemType.KEY_REFUSED,
                                    "the API key may not be used from this address"));
        };
    }

    /// A key that is shown decides alone, so that a stale cookie beside it does no harm.
    private Caller keyOrUser(Exchange exchange, Scope scope) {
        if (hasKey(exchange)) {
            return new Caller.Client(client(exchange, scope));
        }
        var found = signedIn(exchange, tokenOr(exchange, NEED_EITHER, ASK_KEY_OR_TOKEN));
        return new Caller.SignedIn(found.user(), found.session());
    }

    private Caller keyOrAdmin(Exchange exchange, Scope scope) {
        var caller = keyOrUser(exchange, scope);
        if (caller instanceof Caller.SignedIn(var user, var _)) {
            requireAdmin(exchange, caller, user);
        }
        return caller;
    }

    /// A key beside the token says who forwards the request.
    private Caller user(Exchange exchange) {
        if (hasKey(exchange)) {
            return person(exchange, client(exchange));
        }
        var found = signedIn(exchange, tokenOr(exchange, NEED_TOKEN, ASK_TOKEN));
        return new Caller.SignedIn(found.user(), found.session());
    }

    /// A key without admin scope leaves it to the token beside it.
    private Caller admin(Exchange exchange) {
        if (!hasKey(exchange)) {
            var found = signedIn(exchange, tokenOr(exchange, NEED_EITHER, ASK_KEY_OR_TOKEN));
            var signedIn = new Caller.SignedIn(found.user(), found.session());
            requireAdmin(exchange, signedIn, found.user());
            return signedIn;
        }
        var key = client(exchange);
        if (key.opens(Scope.ADMIN)) {
            return new Caller.Client(key);
        }
        if (token(exchange) == null) {
            throw new Refusal(
                    Problem.of(
                            ProblemType.KEY_REFUSED,
                            "an API key with admin scope is needed, or an admin's access token"));
        }
        var person = person(exchange, key);
        requireAdmin(exchange, person, person.user());
        return person;
    }

    private static void requireAdmin(Exchange exchange, Caller caller, User user) {
        exchange.recognise(caller);
        if (user.role() != Role.ADMIN) {
            throw new Refusal(Problem.of(ProblemType.NOT_ALLOWED, "only an admin may do this"));
        }
    }

    static boolean hasKey(Exchange exchange) {
        var shown = exchange.header(KEY_HEADER);
        return shown != null && !shown.isBlank();
    }

    private static @Nullable ShownToken token(Exchange exchange) {
        var bearer = bearer(exchange);
        var text = bearer == null ? exchange.cookie(TOKEN_COOKIE) : bearer;
        return text == null || text.isBlank() ? null : new ShownToken(text, bearer == null);
    }

    private static ShownToken tokenOr(Exchange exchange, String need, Header ask) {
        var token = token(exchange);
        if (token == null) {
            throw new Refusal(Problem.of(ProblemType.MISSING_CREDENTIAL, need, ask));
        }
        return token;
    }

    private Caller.Person person(Exchange exchange, ApiKey key) {
        var found = signedIn(exchange, tokenOr(exchange, NEED_TOKEN, ASK_TOKEN));
        return new Caller.Person(found.user(), found.session(), key);
    }

    private Authenticate.Person.Recognised signedIn(Exchange exchange, ShownToken token) {
        return switch (authenticate.person(token.text())) {
            case Authenticate.Person.Recognised found -> {
                if (token.byCookie()) {
                    crossSite.refuse(exchange);
                }
                yield found;
            }
            case Authenticate.Person.Rejected() -> throw invalidToken();
            case Authenticate.Person.NotActive() ->
                    throw new Refusal(
                            Problem.of(
                                    ProblemType.NOT_APPROVED,
                                    "the user is not approved, or was shut out"));
            case Authenticate.Person.Unknown() ->
                    throw new Refusal(
                            Problem.unavailable(
                                    ProblemType.UNAVAILABLE,
                                    "the identity provider cannot be asked just now",
                                    RETRY_AFTER_SECONDS));
        };
    }

    private Caller scraper(Exchange exchange, Scope scope) {
        var token = bearer(exchange);
        if (exchange.header(KEY_HEADER) != null || token == null) {
            return new Caller.Client(client(exchange, scope));
        }
        boolean genuine =
                scrapeToken.length > 0
                        && MessageDigest.isEqual(
                                scrapeToken, token.getBytes(StandardCharsets.UTF_8));
        if (!genuine) {
            throw invalidToken();
        }
        return new Caller.Scraper();
    }

    private static @Nullable String bearer(Exchange exchange) {
        var header = exchange.header("Authorization");
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : null;
    }

    private static Refusal invalidToken() {
        return new Refusal(
                Problem.of(
                        ProblemType.INVALID_TOKEN,
                        "the access token is not genuine or has expired",
                        BAD_TOKEN));
    }
}
