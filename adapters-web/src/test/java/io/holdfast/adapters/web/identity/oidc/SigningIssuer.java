package io.holdfast.adapters.web.identity.oidc;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.io.AbstractSerializer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/// An identity provider on this machine: publishes what it is told to, in the way it is told to.
final class SigningIssuer implements AutoCloseable {

    enum Behaviour {
        ANSWERS,
        FAILS,
        REDIRECTS,
        FLOODS,
        HANGS,
        TALKS_NONSENSE
    }

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    final AtomicInteger requests = new AtomicInteger();
    volatile Behaviour behaviour = Behaviour.ANSWERS;
    volatile String namedIssuer;
    volatile String keysAddress;
    private volatile String keys = "{\"keys\":[]}";

    SigningIssuer() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        namedIssuer = issuer();
        keysAddress = issuer() + "/keys";
        server.setExecutor(threads);
        server.createContext(
                "/.well-known/openid-configuration",
                exchange ->
                        answer(
                                exchange,
                                JSON.writeValueAsString(
                                        Map.of(
                                                "issuer", namedIssuer,
                                                "jwks_uri", keysAddress))));
        server.createContext("/keys", exchange -> answer(exchange, keys));
        server.createContext("/moved", exchange -> send(exchange, 200, keys));
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// @param published JSON Web Keys, or what passes for one
    void publish(List<? extends Map<String, ?>> published) {
        keys = JSON.writeValueAsString(Map.of("keys", published));
    }

    /// A token as this provider makes them, good for five minutes, to be signed.
    JwtBuilder token(Instant now) {
        return Jwts.builder()
                .json(new ToJson())
                .issuer(issuer())
                .subject("subject-1")
                .audience()
                .add("holdfast")
                .add("account")
                .and()
                .claim("preferred_username", "ada.external")
                .claim("iat", now.getEpochSecond())
                .claim("exp", now.plusSeconds(300).getEpochSecond());
    }

    private void answer(HttpExchange exchange, String document) throws IOException {
        requests.incrementAndGet();
        switch (behaviour) {
            case ANSWERS -> send(exchange, 200, document);
            case FAILS -> send(exchange, 503, "");
            case REDIRECTS -> {
                exchange.getResponseHeaders().set("Location", issuer() + "/moved");
                send(exchange, 302, document);
            }
            case FLOODS -> send(exchange, 200, document + " ".repeat(300 * 1024));
            case TALKS_NONSENSE -> send(exchange, 200, "<html>");
            case HANGS -> {
                // The beginning of an answer, and no end.
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
                awaitClose();
            }
        }
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        var body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private static final class ToJson extends AbstractSerializer<Map<String, ?>> {
        @Override
        protected void doSerialize(Map<String, ?> value, OutputStream out) {
            JSON.writeValue(out, value);
        }
    }
}
