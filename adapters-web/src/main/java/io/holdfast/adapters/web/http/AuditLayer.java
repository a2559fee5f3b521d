package io.holdfast.adapters.web.http;

import io.helidon.http.Method;
import io.holdfast.application.identity.Demand;
import io.holdfast.application.identity.RecordAction;
import io.holdfast.application.identity.RecordAction.Action;
import io.holdfast.domain.identity.AuditEvent.Actor;
import io.holdfast.domain.identity.AuditEvent.Result;
import io.holdfast.domain.identity.Scope;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/// Tells the audit trail what callers do who have been let in: changes by admins and by keys with
/// admin scope, what people do about their own accounts, and every use of personal data. What
/// cannot be told is refused with 503.
public final class AuditLayer implements Layer {

    private static final System.Logger LOG = System.getLogger(AuditLayer.class.getName());

    private static final String SIGN_IN = "sign-in";
    private static final String REGISTER = "register";

    private static final String CHANGE_PASSWORD = "change-password";

    /// What people call the things they do about their accounts.
    private static final Map<String, String> NAMES =
            Map.of(
                    "/token",
                    SIGN_IN,
                    "/register",
                    REGISTER,
                    "/api/v1/password",
                    CHANGE_PASSWORD,
                    "/api/v1/logout",
                    "sign-out");

    /// Stands for whatever was thrown that is no refusal.
    private static final int INTERNAL_ERROR = 500;

    private static final int FIRST_REFUSAL = 400;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int RETRY_AFTER_SECONDS = 5;

    private final RecordAction record;

    public AuditLayer(RecordAction record) {
        this.record = record;
    }

    @Override
    public Reply apply(Route route, Exchange exchange, Supplier<Reply> next) {
        if (route.method().equals(Method.GET)) {
            return route.has(Route.Trait.PERSONAL) ? noted(route, exchange, next) : next.get();
        }
        if (name(route).equals(SIGN_IN) || name(route).equals(CHANGE_PASSWORD)) {
            return noted(route, exchange, next);
        }
        return isTold(route, exchange.caller()) ? announced(route, exchange, next) : next.get();
    }

    private static boolean isTold(Route route, Caller caller) {
        return route.access().isForAdmins()
                || route.access().rule() == Access.Rule.KEY_OR_ADMIN
                || route.has(Route.Trait.PERSONAL)
                || isAboutAccounts(route.access())
                || (caller.usesAdminKey() && route.demand() != Demand.PREDICTION);
    }

    private static boolean isAboutAccounts(Access access) {
        return access.rule() != Access.Rule.OPEN && access.scope() == Scope.SIGN_IN;
    }

    /// One row, with the result; the answer is given once the row is there. Whoever is refused for
    /// calling too often must not fill the trail by calling.
    private Reply noted(Route route, Exchange exchange, Supplier<Reply> next) {
        return followed(
                next,
                status -> {
                    if (status != TOO_MANY_REQUESTS) {
                        try {
                            record.note(action(route, exchange), result(status));
                        } catch (RuntimeException e) {
                            throw cannotTell(exchange, e);
                        }
                    }
                });
    }

    /// A row before, and one after with the result.
    private Reply announced(Route route, Exchange exchange, Supplier<Reply> next) {
        var id = begin(route, exchange);
        return followed(next, status -> end(id, route, exchange, result(status)));
    }

    private UUID begin(Route route, Exchange exchange) {
        try {
            return record.begin(action(route, exchange));
        } catch (RuntimeException e) {
            throw cannotTell(exchange, e);
        }
    }

    /// What was done is done, and its beginning is told: that the end is not must not make the
    /// caller believe that nothing was done.
    private void end(UUID id, Route route, Exchange exchange, Result result) {
        try {
            record.end(id, action(route, exchange), result);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.ERROR,
                    "the audit trail lacks the end of request " + exchange.requestId(),
                    e);
        }
    }

    private static Reply followed(Supplier<Reply> next, IntConsumer tell) {
        int status = INTERNAL_ERROR;
        try {
            var reply = next.get();
            status = reply.status();
            return reply;
        } catch (Refusal e) {
            status = e.problem().type().status();
            throw e;
        } finally {
            tell.accept(status);
        }
    }

    private static Refusal cannotTell(Exchange exchange, RuntimeException cause) {
        LOG.log(
                Level.ERROR,
                "request " + exchange.requestId() + " could not be told to the audit trail",
                cause);
        return new Refusal(
                Problem.unavailable(
                        ProblemType.UNAVAILABLE,
                        "the audit trail cannot be written just now, so that this is not done",
                        RETRY_AFTER_SECONDS));
    }

    private static Result result(int status) {
        if (status < FIRST_REFUSAL) {
            return Result.SUCCEEDED;
        }
        return status < INTERNAL_ERROR ? Result.REFUSED : Result.FAILED;
    }

    /// As far as it is known: whom a body names is known once the handler has read it.
    private Action action(Route route, Exchange exchange) {
        var named = record.userNamed(exchange.concerned());
        boolean byName =
                isAboutAccounts(route.access())
                        && exchange.caller() instanceof Caller.Client
                        && !name(route).equals(REGISTER);
        return byName
                ? of(route, exchange, named)
                : of(route, exchange, exchange.caller().actor()).to(target(exchange, named));
    }

    private static Action of(Route route, Exchange exchange, Actor actor) {
        return new Action(
                actor, name(route), "", exchange.address().toString(), exchange.requestId());
    }

    static Action attempt(Route route, Exchange exchange) {
        return of(route, exchange, exchange.recognised().actor()).to(exchange.pathValues());
    }

    private static String target(Exchange exchange, Actor named) {
        var values = exchange.pathValues();
        return values.isEmpty() ? named.name() : values;
    }

    private static String name(Route route) {
        return NAMES.getOrDefault(route.template(), route.method().text() + " " + route.template());
    }
}
