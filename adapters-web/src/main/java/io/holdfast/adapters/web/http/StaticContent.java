package io.holdfast.adapters.web.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Content that never changes while the server runs, compressed once, with an entity tag by which a
/// client learns that it has it already.
public final class StaticContent {

    private static final int TAG_BYTES = 12;
    private static final Header CACHED =
            HeaderValues.createCached("Cache-Control", "public, max-age=3600");
    private static final Header GZIP = HeaderValues.createCached("Content-Encoding", "gzip");

    private final String contentType;
    private final byte[] body;
    private final byte[] compressed;
    private final String tag;

    public StaticContent(String contentType, byte[] body) {
        this.contentType = contentType;
        this.body = body.clone();
        this.compressed = AnswerHeaders.gzip(body);
        // Weak, because the two encodings share it.
        this.tag = "W/\"" + digest(body) + "\"";
    }

    /// The content, or 304 for a client that shows its tag.
    public Reply reply(Exchange exchange, Header... more) {
        var headers = new ArrayList<Header>(List.of(more));
        headers.add(CACHED);
        headers.add(HeaderValues.create("ETag", tag));
        var known = exchange.header("If-None-Match");
        if (known != null && List.of(known.split("\\s*,\\s*", -1)).contains(tag)) {
            return new Reply(304, "", new byte[0], headers);
        }
        if (!AnswerHeaders.acceptsGzip(exchange)) {
            return new Reply(200, contentType, body, headers);
        }
        headers.add(GZIP);
        return new Reply(200, contentType, compressed, headers);
    }

    private static String digest(byte[] body) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256").digest(body);
            return HexFormat.of().formatHex(sha256, 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
