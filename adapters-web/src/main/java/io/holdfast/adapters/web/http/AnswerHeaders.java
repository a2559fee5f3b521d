package io.holdfast.adapters.web.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// What every answer carries beside its own headers, and the sending of it.
final class AnswerHeaders {

    /// Below this a compressed answer is hardly smaller.
    private static final int MIN_COMPRESSED_BYTES = 1_024;

    private static final HeaderName PROCESS_TIME = HeaderNames.create("X-Process-Time");
    private static final Header GZIP = HeaderValues.createCached("Content-Encoding", "gzip");
    private static final Header CSP =
            HeaderValues.createCached(
                    "Content-Security-Policy",
                    "default-src 'none'; base-uri 'none'; form-action 'none';"
                            + " frame-ancestors 'none'");
    private static final Header HSTS =
            HeaderValues.createCached(
                    "Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    private static final Header NO_STORE = HeaderValues.createCached("Cache-Control", "no-store");

    private final List<Header> always;
    private final String vary;
    private final boolean secure;

    AnswerHeaders(boolean secure, boolean variesByOrigin) {
        var headers = new ArrayList<Header>();
        headers.add(HeaderValues.createCached("X-Content-Type-Options", "nosniff"));
        headers.add(HeaderValues.createCached("Referrer-Policy", "no-referrer"));
        // One header: a second `add` of a name is not to be trusted in Helidon. What an answer
        // varies by itself joins it.
        vary = variesByOrigin ? "Accept-Encoding, Origin" : "Accept-Encoding";
        headers.add(HeaderValues.createCached(HeaderNames.VARY, vary));
        headers.add(HeaderValues.createCached("Cross-Origin-Opener-Policy", "same-origin"));
        // Pages of the allowed origins ask with CORS, which this does not touch.
        headers.add(HeaderValues.createCached("Cross-Origin-Resource-Policy", "same-origin"));
        headers.add(
                HeaderValues.createCached(
                        "Permissions-Policy", "camera=(), geolocation=(), microphone=()"));
        this.always = List.copyOf(headers);
        this.secure = secure;
    }

    void send(Exchange exchange, Reply reply, ServerResponse response, long started) {
        var headers = response.headers();
        always.forEach(headers::set);
        for (var header : reply.headers()) {
            if (header.headerName().equals(HeaderNames.VARY)) {
                headers.set(HeaderValues.create(HeaderNames.VARY, vary + ", " + header.get()));
            }
        }
        if (secure || exchange.isSecure()) {
            headers.set(HSTS);
        }
        headers.setIfAbsent(CSP);
        headers.setIfAbsent(NO_STORE);
        headers.set(HeaderValues.create(RequestIds.HEADER, exchange.requestId()));
        var body = encoded(exchange, reply, response);
        if (!reply.contentType().isEmpty()) {
            headers.set(HeaderValues.create(HeaderNames.CONTENT_TYPE, reply.contentType()));
        }
        headers.set(HeaderValues.create(PROCESS_TIME, seconds(System.nanoTime() - started)));
        if (exchange.method().equals(Method.HEAD.text())) {
            response.contentLength(body.length);
            response.send();
        } else {
            response.send(body);
        }
    }

    private static byte[] encoded(Exchange exchange, Reply reply, ServerResponse response) {
        if (reply.body().length < MIN_COMPRESSED_BYTES
                || response.headers().contains(HeaderNames.CONTENT_ENCODING)) {
            return reply.body();
        }
        if (!acceptsGzip(exchange)) {
            return reply.body();
        }
        response.headers().set(GZIP);
        return gzip(reply.body());
    }

    static boolean acceptsGzip(Exchange exchange) {
        var accepted = exchange.header("Accept-Encoding");
        if (accepted == null) {
            return false;
        }
        for (var coding : accepted.split(",", -1)) {
            var parts = coding.strip().split(";", 2);
            if (parts[0].strip().equalsIgnoreCase("gzip")) {
                return parts.length == 1 || !parts[1].strip().matches("q=0(\\.0*)?");
            }
        }
        return false;
    }

    static byte[] gzip(byte[] body) {
        var out = new ByteArrayOutputStream(body.length / 3);
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /// `0.123s`
    private static String seconds(long nanos) {
        long millis = nanos / 1_000_000;
        var fraction = String.valueOf(1_000 + millis % 1_000);
        return millis / 1_000 + "." + fraction.substring(1) + "s";
    }
}
