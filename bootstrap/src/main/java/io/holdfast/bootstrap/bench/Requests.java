package io.holdfast.bootstrap.bench;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What the callers ask, ready to be sent.
final class Requests {

    static final int BATCH = 1_000;

    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String KEY = "X-API-Key: " + MeasuredServer.CLIENT_KEY;
    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");
    private static final String AGENT = "bench-agent";
    private static final String AGENT_PASSWORD = "bench agent password";

    private static final String TELCO_CUSTOMER =
            """
            {"customerID": "BENCH-1", "gender": "Female", "SeniorCitizen": 0, "Partner": "Yes",
             "Dependents": "No", "tenure": 2, "PhoneService": "Yes", "MultipleLines": "No",
             "InternetService": "Fiber optic", "OnlineSecurity": "No", "OnlineBackup": "No",
             "DeviceProtection": "No", "TechSupport": "No", "StreamingTV": "Yes",
             "StreamingMovies": "No", "Contract": "Month-to-month", "PaperlessBilling": "Yes",
             "PaymentMethod": "Electronic check", "MonthlyCharges": 84.5, "TotalCharges": 169.0}
            """;

    private final String agentToken;

    private Requests(String agentToken) {
        this.agentToken = agentToken;
    }

    /// Signs an agent in, whom an admin approves before.
    static Requests signedIn(int port) throws IOException {
        try (var connection = HttpConnection.open(port)) {
            send(
                    connection,
                    HttpConnection.post(
                            "/register",
                            JSON,
                            "{\"username\": \"%s\", \"password\": \"%s\", \"role\": \"agent\"}"
                                    .formatted(AGENT, AGENT_PASSWORD),
                            KEY));
            var admin = token(connection, "admin", MeasuredServer.ADMIN_PASSWORD);
            send(
                    connection,
                    HttpConnection.post(
                            "/users/approve",
                            JSON,
                            "{\"username\": \"%s\", \"approve\": true}".formatted(AGENT),
                            KEY,
                            bearer(admin)));
            return new Requests(token(connection, AGENT, AGENT_PASSWORD));
        }
    }

    private static String token(HttpConnection connection, String user, String password)
            throws IOException {
        var form = "username=%s&password=%s".formatted(user, password.replace(' ', '+'));
        var answer = send(connection, HttpConnection.post("/token", FORM, form, KEY));
        var token = TOKEN.matcher(answer);
        if (!token.find()) {
            throw new IOException("no token in the answer");
        }
        return token.group(1);
    }

    private static String send(HttpConnection connection, byte[] request) throws IOException {
        int status = connection.exchange(request);
        if (status / 100 != 2) {
            throw new IOException("answered " + status + ": " + connection.body());
        }
        return connection.body();
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }

    /// The echo of what `predict` sends.
    byte[] echo() {
        return HttpConnection.post("/bench/echo", JSON, TELCO_CUSTOMER);
    }

    /// The same with key and token.
    byte[] signedEcho() {
        return HttpConnection.post(
                "/bench/signed-echo", JSON, TELCO_CUSTOMER, KEY, bearer(agentToken));
    }

    byte[] predict() {
        return HttpConnection.post("/predict", JSON, TELCO_CUSTOMER, KEY, bearer(agentToken));
    }

    byte[] churn() {
        return HttpConnection.post("/api/v1/predict/churn", JSON, retailCustomer(0), KEY);
    }

    byte[] batch() {
        var rows =
                IntStream.range(0, BATCH)
                        .mapToObj(Requests::retailCustomer)
                        .collect(Collectors.joining(","));
        return HttpConnection.post(
                "/api/v1/predict/batch",
                JSON,
                "{\"prediction_type\": \"churn\", \"predictions\": [" + rows + "]}",
                KEY);
    }

    /// With a key.
    static byte[] get(String path) {
        return HttpConnection.get(path, KEY);
    }

    /// New ones at every call, since their ids are made up where they are read.
    static byte[] events(int count, Instant at) {
        var one =
                """
                {"user_id": "C0000001", "event_type": "page_view", "timestamp": "%s",
                 "metadata": {"page": "/bikes"}}
                """
                        .formatted(at.truncatedTo(ChronoUnit.SECONDS));
        var body = count == 1 ? one : "[" + String.join(",", Collections.nCopies(count, one)) + "]";
        return HttpConnection.post("/api/v1/events", JSON, body, KEY);
    }

    private static String retailCustomer(int index) {
        return Figure.text(
                "{\"customer_id\": \"BENCH-%d\", \"recency\": %d, \"frequency\": %d, \"monetary\": %.2f}",
                index, 1 + index * 37 % 400, 1 + index % 23, 20 + index * 7.31 % 2_000);
    }
}
