package io.holdfast.adapters.web.http;

import io.helidon.http.Method;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;

/// All routes of the server. Literal paths come before templates, so that `/users/approve` is not
/// taken for a user's name.
public final class RouteTable {

    private final List<Route> routes;

    private RouteTable(List<Route> routes) {
        this.routes = routes;
    }

    public static RouteTable of(Collection<? extends Endpoint> endpoints) {
        var routes =
                endpoints.stream()
                        .flatMap(endpoint -> endpoint.routes().stream())
                        .sorted(Comparator.comparing(route -> !route.isLiteral()))
                        .toList();
        var seen = new HashSet<String>();
        for (var route : routes) {
            if (!seen.add(route.method().text() + " " + route.template())) {
                throw new IllegalArgumentException(
                        "registered twice: " + route.method().text() + " " + route.template());
            }
        }
        return new RouteTable(routes);
    }

    public List<Route> routes() {
        return routes;
    }

    /// The methods each template answers, as the Allow header lists them.
    SequencedMap<String, String> allowed() {
        Map<String, TreeSet<String>> methods = new LinkedHashMap<>();
        for (var route : routes) {
            var of = methods.computeIfAbsent(route.template(), _ -> new TreeSet<>());
            of.add(route.method().text());
            of.add(Method.OPTIONS.text());
            if (route.method().equals(Method.GET)) {
                of.add(Method.HEAD.text());
            }
        }
        var allowed = new LinkedHashMap<String, String>();
        methods.forEach((template, of) -> allowed.put(template, String.join(", ", of)));
        return allowed;
    }
}
