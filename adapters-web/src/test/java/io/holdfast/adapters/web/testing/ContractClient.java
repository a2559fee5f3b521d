package io.holdfast.adapters.web.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Calls a running server and holds every answer to the API document: the status must be declared,
/// the content type too, and headers and body must fit their schemas.
public final class ContractClient implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String BOUNDARY = "----holdfast-test";

    private final URI base;
    private final ApiDocument document;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT)
                    .build();

    public ContractClient(URI base, ApiDocument document) {
        this.base = base;
        this.document = document;
    }

    /// A server on this machine.
    public static ContractClient onPort(int port) {
        return new ContractClient(URI.create("http://127.0.0.1:" + port), ApiDocument.packaged());
    }

    public Call get(String path) {
        return call("GET", path);
    }

    public Call post(String path) {
        return call("POST", path);
    }

    /// @param path may carry a query
    public Call call(String method, String path) {
        return new Call(method, path);
    }

    @Override
    public void close() {
        http.close();
    }

    /// One request in the making.
    public final class Call {

        private final String method;
        private final String path;
        private final HttpRequest.Builder request;
        private HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.noBody();

        private Call(String method, String path) {
            this.method = method;
            this.path = path;
            this.request = HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT);
        }

        public Call header(String name, String value) {
            request.header(name, value);
            return this;
        }

        public Call key(String key) {
            return header("X-API-Key", key);
        }

        public Call bearer(String token) {
            return header("Authorization", "Bearer " + token);
        }

        public Call json(String text) {
            return body("application/json", text.getBytes(StandardCharsets.UTF_8));
        }

        /// @param pairs names and values in turn
        public Call form(String... pairs) {
            var text = new StringBuilder();
            for (int i = 0; i < pairs.length; i += 2) {
                text.append(i == 0 ? "" : "&")
                        .append(URLEncoder.encode(pairs[i], StandardCharsets.UTF_8))
                        .append('=')
                        .append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
            }
            return body(
                    "application/x-www-form-urlencoded",
                    text.toString().getBytes(StandardCharsets.UTF_8));
        }

        /// A multipart form with one part.
        public Call file(String part, String fileName, byte[] content) {
            return parts(part(part, fileName, content));
        }

        /// A multipart form of parts that `part` made.
        public Call parts(byte[]... parts) {
            var out = new ByteArrayOutputStream();
            for (var part : parts) {
                out.writeBytes(part);
            }
            out.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
            return body("multipart/form-data; boundary=" + BOUNDARY, out.toByteArray());
        }

        public Call body(String contentType, byte[] content) {
            request.header("Content-Type", contentType);
            body = HttpRequest.BodyPublishers.ofByteArray(content);
            return this;
        }

        /// The same, without telling the length.
        public Call chunked(String contentType, byte[] content) {
            request.header("Content-Type", contentType);
            body =
                    HttpRequest.BodyPublishers.ofInputStream(
                            () -> new ByteArrayInputStream(content));
            return this;
        }

        public Answer send() {
            try {
                var response =
                        http.send(
                                request.method(method, body).build(),
                                HttpResponse.BodyHandlers.ofByteArray());
                var answer = new Answer(response.statusCode(), response.headers(), response.body());
                document.check(method, URI.create(base + path).getRawPath(), answer);
                return answer;
            } catch (IOException e) {
                throw new UncheckedIOException(method + " " + path, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /// A text of a multipart form.
    public static byte[] field(String name, String text) {
        var part =
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                        .formatted(BOUNDARY, name, text);
        return part.getBytes(StandardCharsets.UTF_8);
    }

    /// One part of a multipart form.
    public static byte[] part(String name, String fileName, byte[] content) {
        var head =
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: text/csv\r\n\r\n"
                        .formatted(BOUNDARY, name, fileName);
        var out = new ByteArrayOutputStream();
        out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        out.writeBytes(content);
        out.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }
}
