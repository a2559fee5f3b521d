package io.holdfast.adapters.web.identity;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.holdfast.adapters.web.http.Exchange;
import java.time.Duration;

/// The cookie that carries the access token: no script reads it, no other site's form sends it.
///
/// @param secure whether it travels by TLS only
public record SessionCookie(boolean secure) {

    /// As the request needs it: it may come by TLS from a proxy.
    SessionCookie on(Exchange exchange) {
        return new SessionCookie(secure || exchange.isSecure());
    }

    Header set(String token, Duration lifetime) {
        return header(token, lifetime.toSeconds());
    }

    Header cleared() {
        return header("", 0);
    }

    private Header header(String value, long maxAgeSeconds) {
        return HeaderValues.create(
                HeaderNames.SET_COOKIE,
                "access_token=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax%s"
                        .formatted(value, maxAgeSeconds, secure ? "; Secure" : ""));
    }
}
