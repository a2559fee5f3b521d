package io.holdfast.adapters.web.http;

import io.helidon.http.Method;
import io.holdfast.application.identity.Demand;
import io.holdfast.domain.identity.Scope;
import java.util.Set;

/// One operation of the API, as data.
///
/// @param template the path; `{name}` stands for one segment
/// @param bodies the forms of input it takes; empty for none
/// @param demand the kind of work a request is, by which requests are limited
/// @param traits what else is true of it
public record Route(
        Method method,
        String template,
        Access access,
        Set<BodyKind> bodies,
        Demand demand,
        Set<Trait> traits,
        Handler handler) {

    /// What is done around a route's handler.
    public enum Trait {
        /// It makes something: an `Idempotency-Key` is honoured.
        CREATES,
        /// With `CREATES`: its body is too large to be held, so that its handler reads it to the
        /// end and then asks the exchange to do the work once.
        STREAMED,
        /// Its answer shows a secret, this once: it is not kept for a repeated request.
        SECRET,
        /// It shows or takes away what is known of a person: every use is in the audit trail.
        PERSONAL,
        /// Asked over and over by what watches over the service or measures it: never limited.
        PROBE,
        /// A parameter of its path may hold slashes, which come percent-encoded and are decoded
        /// before paths are told apart.
        SLASHES
    }

    /// Answers a request whose caller has been let in.
    @FunctionalInterface
    public interface Handler {
        Reply handle(Exchange exchange);
    }

    public Route {
        bodies = Set.copyOf(bodies);
        traits = Set.copyOf(traits);
        if (!template.startsWith("/")) {
            throw new IllegalArgumentException("a template begins with a slash: " + template);
        }
    }

    public static Route get(String template, Access access, Handler handler) {
        return of(Method.GET, template, access, Set.of(), handler);
    }

    public static Route post(
            String template, Access access, Set<BodyKind> bodies, Handler handler) {
        return of(Method.POST, template, access, bodies, handler);
    }

    public static Route put(String template, Access access, Set<BodyKind> bodies, Handler handler) {
        return of(Method.PUT, template, access, bodies, handler);
    }

    public static Route delete(String template, Access access, Handler handler) {
        return of(Method.DELETE, template, access, Set.of(), handler);
    }

    private static Route of(
            Method method, String template, Access access, Set<BodyKind> bodies, Handler handler) {
        return new Route(method, template, access, bodies, demand(access), Set.of(), handler);
    }

    /// What is scored is limited as such, all else alike.
    private static Demand demand(Access access) {
        if (access.rule() == Access.Rule.OPEN) {
            return Demand.OTHER;
        }
        return access.scope() == Scope.PREDICT || access.scope() == Scope.EXPLAIN
                ? Demand.PREDICTION
                : Demand.OTHER;
    }

    public Route limitedAs(Demand other) {
        return new Route(method, template, access, bodies, other, traits, handler);
    }

    /// For much work in one request.
    public Route asBatch() {
        return limitedAs(Demand.BATCH);
    }

    /// For a score that is asked for under another scope.
    public Route asPrediction() {
        return limitedAs(Demand.PREDICTION);
    }

    public Route with(Trait... all) {
        return new Route(method, template, access, bodies, demand, Set.of(all), handler);
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    public boolean isLiteral() {
        return template.indexOf('{') < 0;
    }
}
