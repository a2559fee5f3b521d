package io.holdfast.adapters.web.identity;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.time.Duration;

/// The cookie that carries the access token: no script reads it, no other site's form sends it.
///
/// @param secure whether it travels by TLS only
public record SessionCookie(boolean secure) {

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
