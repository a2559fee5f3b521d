package io.holdfast.adapters.web.http;

import io.helidon.http.Method;
import java.util.Set;

/// One operation of the API, as data.
///
/// @param template the path; `{name}` stands for one segment
/// @param bodies the forms of input it takes; empty for none
public record Route(
        Method method, String template, Access access, Set<BodyKind> bodies, Handler handler) {

    /// Answers a request whose caller has been let in.
    @FunctionalInterface
    public interface Handler {
        Reply handle(Exchange exchange);
    }

    public Route {
        bodies = Set.copyOf(bodies);
        if (!template.startsWith("/")) {
            throw new IllegalArgumentException("a template begins with a slash: " + template);
        }
    }

    public static Route get(String template, Access access, Handler handler) {
        return new Route(Method.GET, template, access, Set.of(), handler);
    }

    public static Route post(
            String template, Access access, Set<BodyKind> bodies, Handler handler) {
        return new Route(Method.POST, template, access, bodies, handler);
    }

    public boolean isLiteral() {
        return template.indexOf('{') < 0;
    }
}
