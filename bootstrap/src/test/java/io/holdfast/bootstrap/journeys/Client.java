package io.holdfast.bootstrap.journeys;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client with a key, and with a token once it has signed in.
final class Client implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final String base;
    private final String key;
    private String token = "";

    Client(String base, String key) {
        this.base = base;
        this.key = key;
    }

    void signIn(String username, String password) throws IOException, InterruptedException {
        var form =
                Map.of("username", username, "password", password).entrySet().stream()
                        .map(field -> field.getKey() + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&"));
        var response =
                send(
                        "/token",
                        "application/x-www-form-urlencoded",
                        HttpRequest.BodyPublishers.ofString(form));
        if (response.statusCode() != 200) {
            throw new AssertionError(response.body());
        }
        token = body(response).get("access_token").asString();
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(path, "application/json", HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(
            String path, String contentType, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(LIMIT)
                        .header("X-API-Key", key)
                        .header("Content-Type", contentType)
                        .POST(body);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    JsonNode body(HttpResponse<String> response) {
        return json.readTree(response.body());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
