package io.holdfast.adapters.web.identity.oidc;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Fetches what an identity provider publishes of itself. Bounded in time and size; a redirect is a
/// failure, since it could lead anywhere.
final class ProviderDocuments {

    static final Duration TIMEOUT = Duration.ofSeconds(5);
    static final int MAX_BYTES = 256 * 1024;
    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String issuer;
    private final Duration timeout;

    /// @param timeout for each document as a whole
    ProviderDocuments(String issuer, Duration timeout) {
        this.issuer = issuer;
        this.timeout = timeout;
    }

    /// The published keys, unread.
    List<JsonNode> keys() throws IOException {
        // One client for both, and none between: keys are fetched once in minutes at most.
        try (var http =
                HttpClient.newBuilder()
                        .connectTimeout(timeout)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build()) {
            try {
                var keys = get(http, keysAddress(get(http, discovery()))).path("keys");
                return List.copyOf(keys.values());
            } finally {
                http.shutdownNow();
            }
        }
    }

    private URI discovery() throws IOException {
        return allowed(
                (issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer)
                        + DISCOVERY);
    }

    private URI keysAddress(JsonNode discovery) throws IOException {
        if (!discovery.path("issuer").asString("").equals(issuer)) {
            throw new IOException("the provider's document names another issuer");
        }
        return allowed(discovery.path("jwks_uri").asString(""));
    }

    private static URI allowed(String address) throws IOException {
        return ProviderAddress.of(address)
                .orElseThrow(() -> new IOException("not an https address: " + address));
    }

    private JsonNode get(HttpClient http, URI address) throws IOException {
        var request =
                HttpRequest.newBuilder(address)
                        .header("Accept", "application/json")
                        .timeout(timeout)
                        .build();
        var answer =
                waitFor(
                        http.sendAsync(
                                request,
                                BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES)),
                        address);
        if (answer.statusCode() != 200) {
            throw new IOException(address + " answers " + answer.statusCode());
        }
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw new IOException(address + " is not JSON", e);
        }
    }

    /// The request's own timeout ends with the answer's headers.
    private HttpResponse<byte[]> waitFor(
            CompletableFuture<HttpResponse<byte[]>> answer, URI address) throws IOException {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(address + " does not answer in time", e);
        } catch (ExecutionException e) {
            throw new IOException(address + " cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            answer.cancel(true);
        }
    }
}
