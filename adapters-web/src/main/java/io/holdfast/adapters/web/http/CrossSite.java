package io.holdfast.adapters.web.http;

import io.helidon.http.Method;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells changes that our own pages ask for from those that another site's page made a browser
/// send, together with the user's cookie. `SameSite=Lax` keeps most of them away; older browsers
/// and our sister domains are left.
final class CrossSite {

    private static final Set<String> READING =
            Set.of(Method.GET.text(), Method.HEAD.text(), Method.OPTIONS.text());

    private final Set<String> origins;

    /// @param origins exact ones whose pages may ask for changes
    CrossSite(List<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    /// For a request whose user was recognised by the cookie.
    void refuse(Exchange exchange) {
        if (!READING.contains(exchange.method()) && !isOurs(exchange)) {
            throw new Refusal(
                    Problem.of(
                            ProblemType.CROSS_SITE,
                            "another site's page asked for this change: the cookie is not enough"));
        }
    }

    private boolean isOurs(Exchange exchange) {
        var origin = exchange.header("Origin");
        if (origin != null && origins.contains(origin)) {
            return true;
        }
        var site = exchange.header("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        // No browser sends a change without either header to another site: this is a program.
        return origin == null || isSameHost(origin, exchange.header("Host"));
    }

    /// Whatever the scheme: a proxy that ends TLS does not tell.
    private static boolean isSameHost(String origin, @Nullable String host) {
        if (host == null) {
            return false;
        }
        int slashes = origin.indexOf("://");
        return slashes > 0
                && withoutStandardPort(origin.substring(slashes + 3))
                        .equals(withoutStandardPort(host));
    }

    private static String withoutStandardPort(String host) {
        return host.toLowerCase(Locale.ROOT).replaceFirst(":(80|443)$", "");
    }
}
