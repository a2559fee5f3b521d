package io.holdfast.adapters.web.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.holdfast.domain.kernel.IdSource;
import java.util.regex.Pattern;

/// The id of a request: the client's, when it is harmless in a log and a header, else a new one.
final class RequestIds {

    static final HeaderName HEADER = HeaderNames.create("X-Request-ID");
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private final IdSource ids;

    RequestIds(IdSource ids) {
        this.ids = ids;
    }

    String of(Headers headers) {
        return headers.first(HEADER)
                .filter(given -> FORM.matcher(given).matches())
                .orElseGet(() -> ids.next().toString());
    }
}
