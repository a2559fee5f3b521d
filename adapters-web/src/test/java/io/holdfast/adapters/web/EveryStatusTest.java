package io.holdfast.adapters.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.ApiDocument;
import io.holdfast.adapters.web.testing.ContractClient;
import io.holdfast.domain.identity.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every status that the document declares is answered once, and as the document says: the client
/// checks each answer.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryStatusTest {

    private static final String CUSTOMER =
            "{\"id\":\"c1\",\"charge\":70,\"plan\":\"basic\",\"paperless\":true}";
    private static final String TABLE = "id,charge,plan,paperless,left\nc1,70,basic,1,Yes\n";
    private static final String RFM = "{\"customer_id\":\"c1\",\"recency\":90,\"monetary\":5}";
    private static final String PRODUCT =
            "{\"product_id\":\"p1\",\"product_name\":\"Road\",\"category\":\"Bikes\","
                    + "\"list_price\":900}";
    private static final String BATCH =
            "{\"prediction_type\":\"churn\",\"predictions\":[%s]}".formatted(RFM);
    static final String SUBSCRIBER =
            "{\"customer_id\":\"s1\",\"tenure_months\":10,\"monthly_charges\":20,"
                    + "\"total_charges\":200}";
    private static final String SHOPPER =
            "{\"customer_id\":\"e1\",\"days_since_last_order\":40,\"support_tickets\":4}";
    static final String MODELLESS = "without a model";

    record Scenario(
            String method,
            String path,
            int status,
            String note,
            Function<ContractClient.Call, ContractClient.Call> request) {
        @Override
        public String toString() {
            return method + " " + path + " " + status + " " + note;
        }
    }

    private final TestServer server = TestServer.start();
    private final TestServer modelless = TestServer.withoutModel();
    private int leavers;

    @BeforeAll
    void have_something_to_decide_about() {
        RolloutScenarios.prepare(server);
        IdentityScenarios.prepare(server);
        SourceScenarios.prepare(server);
        QualityScenarios.prepare(server);
        ImportScenarios.prepare(server, modelless);
        server.storedScores.addBuyer("stored");
        server.storedScores.score(Map.of("scored", 90));
        modelless.storedScores.addBuyer("stored");
        server.addTraining();
        server.addDataset();
        modelless.addDataset();
        server.client
                .post("/api/v1/batch-predict")
                .key(TestServer.CLIENT_KEY)
                .json("{\"batch_id\":\"taken\",\"customers\":[%s]}".formatted(SUBSCRIBER))
                .send();
        server.addUser("agent.two", Role.AGENT);
        server.addExternal("guest.external");
        server.client
                .post("/register")
                .key(TestServer.CLIENT_KEY)
                .json(registration("waiting.one"))
                .send();
    }

    @AfterAll
    void stop() {
        server.close();
        modelless.close();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void answers_as_declared(Scenario scenario) {
        var at = scenario.note().equals(MODELLESS) ? modelless : server;
        var call = at.client.call(scenario.method(), scenario.path());
        assertThat(scenario.request().apply(call).send().status()).isEqualTo(scenario.status());
    }

    @Test
    void covers_every_status_that_is_declared() {
        var document = ApiDocument.packaged();
        var covered = new TreeSet<String>();
        scenarios()
                .forEach(scenario ->
                        covered.add(
                                document.key(
                                                scenario.method(),
                                                scenario.path().replaceAll("\\?.*", ""),
                                                scenario.status())
                                        .orElseThrow()));
        assertThat(document.declaredStatuses()).isEqualTo(covered);
    }

    private static String registration(String name) {
        return "{\"username\":\"%s\",\"password\":\"%s\",\"role\":\"agent\"}"
                .formatted(name, TestServer.PASSWORD);
    }

    static Scenario scenario(
            String method,
            String path,
            int status,
            Function<ContractClient.Call, ContractClient.Call> request) {
        return new Scenario(method, path, status, "", request);
    }

    private Stream<Scenario> scenarios() {
        var all = new ArrayList<Scenario>();
        all.addAll(pages());
        all.addAll(metrics());
        all.addAll(registering());
        all.addAll(signingIn());
        all.addAll(users());
        all.addAll(approving());
        all.addAll(auditing());
        all.addAll(sessions());
        all.addAll(predicting());
        all.addAll(explaining());
        all.addAll(uploading());
        all.addAll(new IdentityScenarios(server).all());
        all.addAll(new RolloutScenarios(server).all());
        all.addAll(view("/api/v1/predict/churn", RFM));
        all.addAll(view("/api/v1/predict/return-risk", PRODUCT));
        all.addAll(view("/api/v1/predict/batch", BATCH));
        all.addAll(view("/api/v1/predict", SUBSCRIBER));
        all.addAll(view("/api/churn/predict", SHOPPER));
        all.addAll(modelStatus());
        all.addAll(inference());
        all.addAll(new BackgroundScenarios(server, modelless).all());
        all.addAll(new SourceScenarios(server).all());
        all.addAll(new QualityScenarios(server).all());
        all.addAll(proposing());
        all.addAll(registeringContracts());
        all.addAll(showingContracts());
        all.addAll(uploadingByContract());
        all.addAll(predictingByContract());
        all.addAll(modelCard());
        all.addAll(new PersonScenarios(server).all());
        all.addAll(storedCustomers());
        all.addAll(new StoredScoresScenarios(server).all());
        all.addAll(new AnalyticsScenarios(server).all());
        all.addAll(new EventScenarios(server).all());
        all.addAll(new ImportScenarios(server, modelless).all());
        return all.stream();
    }

    private List<Scenario> pages() {
        var scenarios = new ArrayList<Scenario>();
        for (var path : List.of("/", "/health", "/api/v1/health")) {
            scenarios.add(scenario("GET", path, 200, call -> call));
        }
        var cached =
                List.of(
                        "/openapi",
                        "/openapi.json",
                        "/docs",
                        "/api/docs",
                        "/redoc",
                        "/api/redoc",
                        "/assets/docs/pages.css");
        for (var path : cached) {
            scenarios.add(scenario("GET", path, 200, call -> call));
            scenarios.add(
                    scenario(
                            "GET",
                            path,
                            304,
                            call -> {
                                var tag = server.client.get(path).send().header("ETag");
                                return call.header("If-None-Match", tag);
                            }));
        }
        scenarios.add(scenario("GET", "/assets/docs/secret.js", 404, call -> call));
        return scenarios;
    }

    private List<Scenario> metrics() {
        return List.of(
                scenario("GET", "/metrics", 200, call -> call.bearer(TestServer.SCRAPE_TOKEN)),
                scenario("GET", "/metrics", 401, call -> call),
                scenario("GET", "/metrics", 403, call -> call.key("unknown")));
    }

    private List<Scenario> registering() {
        var path = "/register";
        return List.of(
                scenario("POST", path, 201, call -> key(call).json(registration("new.one"))),
                scenario("POST", path, 400, call -> key(call).json("{")),
                scenario("POST", path, 401, call -> call.json(registration("new.two"))),
                scenario("POST", path, 403, call -> call.key(TestServer.EXPIRED_KEY)),
                scenario("POST", path, 409, call -> key(call).json(registration("ADMIN.one"))),
                scenario("POST", path, 413, call -> key(call).json(" ".repeat(16 * 1024 + 1))),
                scenario("POST", path, 415, call -> key(call).form("username", "new.two")),
                scenario("POST", path, 422, call -> key(call).json("{}")));
    }

    private List<Scenario> signingIn() {
        var path = "/token";
        return List.of(
                scenario("POST", path, 200, call -> signIn(call, "agent.one", TestServer.PASSWORD)),
                scenario("POST", path, 400, call -> form(call, "username=%zz")),
                scenario("POST", path, 401, call -> signIn(call, "agent.one", "wrong password")),
                scenario(
                        "POST",
                        path,
                        403,
                        call -> signIn(call, "waiting.one", TestServer.PASSWORD)),
                scenario("POST", path, 413, call -> form(call, "a".repeat(16 * 1024 + 1))),
                scenario("POST", path, 415, call -> key(call).json("{}")),
                scenario("POST", path, 422, call -> form(call, "")),
                scenario("GET", "/verify-session", 200, this::agent),
                scenario("GET", "/verify-session", 401, EveryStatusTest::key),
                scenario("GET", "/verify-session", 403, call -> call.key("unknown")));
    }

    private List<Scenario> users() {
        return List.of(
                scenario("GET", "/users", 200, this::admin),
                scenario("GET", "/users", 401, EveryStatusTest::key),
                scenario("GET", "/users", 403, this::agent),
                scenario("GET", "/users?limit=0", 422, this::admin));
    }

    private List<Scenario> approving() {
        var path = "/users/approve";
        var admins = "{\"username\":\"admin.one\",\"approve\":false}";
        return List.of(
                scenario("POST", path, 200, call -> admin(call).json(approval("agent.two", false))),
                scenario("POST", path, 400, call -> admin(call).json("{\"a\":1,\"a\":2}")),
                scenario("POST", path, 401, call -> key(call).json(approval("agent.two", true))),
                scenario("POST", path, 403, call -> agent(call).json(approval("agent.one", true))),
                scenario("POST", path, 404, call -> admin(call).json(approval("nobody", true))),
                scenario("POST", path, 409, call -> admin(call).json(admins)),
                scenario("POST", path, 413, call -> admin(call).json(" ".repeat(16 * 1024 + 1))),
                scenario("POST", path, 415, call -> admin(call).body("text/plain", new byte[1])),
                scenario("POST", path, 422, call -> admin(call).json("{\"username\":7}")));
    }

    private List<Scenario> auditing() {
        var path = "/api/v1/audit";
        return List.of(
                scenario("GET", path, 200, this::admin),
                scenario("GET", path, 200, call -> call.key(TestServer.ADMIN_KEY)),
                scenario("GET", path, 401, call -> call),
                scenario("GET", path, 403, EveryStatusTest::key),
                scenario("GET", path + "?from=yesterday", 422, this::admin));
    }

    /// Each with a session of its own.
    private List<Scenario> sessions() {
        var scenarios = new ArrayList<Scenario>();
        var own = "/api/v1/sessions";
        var one = own + "/00000000-0000-0000-0000-000000000009";
        var theirs = "/api/v1/users/agent.two/sessions";
        for (var asked :
                List.of("POST /api/v1/logout", "GET " + own, "DELETE " + own, "DELETE " + one)) {
            var method = asked.substring(0, asked.indexOf(' '));
            var path = asked.substring(asked.indexOf(' ') + 1);
            scenarios.add(scenario(method, path, 401, call -> call));
            scenarios.add(scenario(method, path, 403, call -> call.bearer("external:pending")));
            if (!path.equals(one)) {
                scenarios.add(scenario(method, path, 200, call -> call.bearer(leaver())));
            }
        }
        scenarios.add(
                scenario(
                        "POST",
                        "/api/v1/logout",
                        409,
                        call -> call.bearer("external:guest.external")));
        scenarios.add(scenario("DELETE", one, 404, call -> call.bearer(leaver())));
        var leaving = leaver();
        var session = own + "/" + server.authenticated(leaving);
        scenarios.add(scenario("DELETE", session, 200, call -> call.bearer(leaving)));
        for (var method : List.of("GET", "DELETE")) {
            scenarios.add(scenario(method, theirs, 200, this::admin));
            scenarios.add(scenario(method, theirs, 401, call -> call));
            scenarios.add(scenario(method, theirs, 403, this::agent));
            scenarios.add(scenario(method, theirs.replace("agent", "no"), 404, this::admin));
        }
        return scenarios;
    }

    /// The token of a new user, since some scenarios end all sessions of theirs.
    private String leaver() {
        leavers++;
        return server.enter(server.addUser("leaver." + leavers, Role.AGENT));
    }

    private List<Scenario> predicting() {
        var path = "/predict";
        return List.of(
                scenario("POST", path, 200, call -> agent(call).json(CUSTOMER)),
                scenario("POST", path, 200, call -> admin(call).json(CUSTOMER)),
                scenario(
                        "POST", path, 200, call -> admin(call).file("file", "t.csv", bytes(TABLE))),
                scenario("POST", path, 400, call -> agent(call).json("nope")),
                scenario("POST", path, 401, call -> key(call).json(CUSTOMER)),
                scenario("POST", path, 403, call -> agent(call).file("file", "t", bytes(TABLE))),
                scenario("POST", path, 413, call -> agent(call).json(" ".repeat(1024 * 1024 + 1))),
                scenario("POST", path, 415, call -> agent(call).body("text/csv", bytes(TABLE))),
                scenario("POST", path, 422, call -> agent(call).json("{}")),
                new Scenario(
                        "POST",
                        path,
                        503,
                        MODELLESS,
                        call ->
                                call.key(TestServer.CLIENT_KEY)
                                        .bearer(modelless.agentToken)
                                        .json(CUSTOMER)));
    }

    private List<Scenario> explaining() {
        var path = "/predict/explainability";
        return List.of(
                scenario("POST", path, 200, call -> admin(call).json(CUSTOMER)),
                scenario(
                        "POST", path, 200, call -> admin(call).file("file", "t.csv", bytes(TABLE))),
                scenario("POST", path, 400, call -> admin(call).json("nope")),
                scenario("POST", path, 401, call -> key(call).json(CUSTOMER)),
                scenario("POST", path, 403, call -> agent(call).json(CUSTOMER)),
                scenario("POST", path, 413, call -> admin(call).json(" ".repeat(1024 * 1024 + 1))),
                scenario("POST", path, 415, call -> admin(call).body("text/csv", bytes(TABLE))),
                scenario("POST", path, 422, call -> admin(call).json("{}")),
                new Scenario(
                        "POST",
                        path,
                        503,
                        MODELLESS,
                        call ->
                                call.key(TestServer.CLIENT_KEY)
                                        .bearer(modelless.adminToken)
                                        .json(CUSTOMER)));
    }

    /// A route that takes one JSON object from whoever shows a key or a token.
    private List<Scenario> view(String path, String good) {
        var large = " ".repeat(1024 * 1024 + 1);
        return List.of(
                scenario("POST", path, 200, call -> key(call).json(good)),
                scenario("POST", path, 200, call -> call.bearer(server.agentToken).json(good)),
                scenario("POST", path, 400, call -> key(call).json("nope")),
                scenario("POST", path, 401, call -> call.json(good)),
                scenario("POST", path, 403, call -> call.key("unknown").json(good)),
                scenario("POST", path, 413, call -> key(call).json(large)),
                scenario("POST", path, 415, call -> key(call).body("text/csv", bytes(TABLE))),
                scenario("POST", path, 422, call -> key(call).json("{}")),
                new Scenario("POST", path, 503, MODELLESS, call -> key(call).json(good)));
    }

    private List<Scenario> modelStatus() {
        var path = "/api/v1/models/status";
        return List.of(
                scenario("GET", path, 200, EveryStatusTest::key),
                new Scenario("GET", path, 200, MODELLESS, EveryStatusTest::key),
                scenario("GET", path, 401, call -> call),
                scenario("GET", path, 403, call -> call.key("unknown")));
    }

    private List<Scenario> inference() {
        var good =
                "{\"inputs\":[{\"name\":\"recency\",\"shape\":[1],\"datatype\":\"INT64\",\"data\":[90]},"
                        + "{\"name\":\"monetary\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[5]}]}";
        var large = " ".repeat(1024 * 1024 + 1);
        var scenarios = new ArrayList<Scenario>();
        scenarios.add(scenario("GET", "/v2/health/live", 200, call -> call));
        scenarios.add(scenario("GET", "/v2/health/ready", 200, call -> call));
        scenarios.add(new Scenario("GET", "/v2/health/ready", 503, MODELLESS, call -> call));
        scenarios.addAll(reads("/v2"));
        for (var path : List.of("/v2/models/rfm", "/v2/models/rfm/versions/1")) {
            scenarios.addAll(reads(path));
            scenarios.addAll(reads(path + "/ready"));
            var missing = path.replace("rfm", "unheard-of");
            scenarios.add(scenario("GET", missing, 404, EveryStatusTest::key));
            scenarios.add(scenario("GET", missing + "/ready", 404, EveryStatusTest::key));
            var infer = path + "/infer";
            scenarios.add(scenario("POST", infer, 200, call -> key(call).json(good)));
            scenarios.add(scenario("POST", infer, 400, call -> key(call).json("nope")));
            scenarios.add(scenario("POST", infer, 401, call -> call.json(good)));
            scenarios.add(scenario("POST", infer, 403, call -> call.key("unknown").json(good)));
            scenarios.add(scenario("POST", missing + "/infer", 404, call -> key(call).json(good)));
            scenarios.add(scenario("POST", infer, 413, call -> key(call).json(large)));
            scenarios.add(
                    scenario("POST", infer, 415, call -> key(call).body("text/csv", bytes(TABLE))));
            scenarios.add(scenario("POST", infer, 422, call -> key(call).json("{}")));
        }
        return scenarios;
    }

    private List<Scenario> reads(String path) {
        return List.of(
                scenario("GET", path, 200, EveryStatusTest::key),
                scenario("GET", path, 401, call -> call),
                scenario("GET", path, 403, call -> call.key("unknown")));
    }

    private List<Scenario> modelCard() {
        var path = "/api/v1/models/v1/card";
        return List.of(
                scenario("GET", path, 200, EveryStatusTest::key),
                scenario("GET", path, 200, call -> key(call).header("Accept", "text/html")),
                scenario("GET", path, 200, call -> call.bearer(server.agentToken)),
                scenario("GET", path, 401, call -> call),
                scenario("GET", path, 403, call -> call.key("unknown")),
                new Scenario("GET", path, 404, MODELLESS, EveryStatusTest::key),
                scenario("GET", path + "?contract=none", 404, EveryStatusTest::key),
                scenario("GET", path + "?format=pdf", 422, EveryStatusTest::key));
    }

    private List<Scenario> storedCustomers() {
        var path = "/api/v1/customers/stored/risk";
        return List.of(
                scenario("GET", path, 200, EveryStatusTest::key),
                scenario("GET", path, 200, call -> call.bearer(server.agentToken)),
                scenario("GET", path, 401, call -> call),
                scenario("GET", path, 403, call -> call.key("unknown")),
                scenario("GET", "/api/v1/customers/nobody/risk", 404, EveryStatusTest::key),
                scenario("GET", path + "?as_of=tomorrow", 422, EveryStatusTest::key),
                new Scenario("GET", path, 503, MODELLESS, EveryStatusTest::key));
    }

    private List<Scenario> uploading() {
        var path = "/admin/upload_data";
        var large = new byte[TestServer.MAX_BODY_BYTES];
        return List.of(
                scenario(
                        "POST", path, 200, call -> admin(call).file("file", "t.csv", bytes(TABLE))),
                scenario(
                        "POST",
                        path,
                        400,
                        call -> admin(call).body("multipart/form-data", bytes(TABLE))),
                scenario("POST", path, 401, call -> key(call).file("file", "t", bytes(TABLE))),
                scenario("POST", path, 403, call -> agent(call).file("file", "t", bytes(TABLE))),
                scenario("POST", path, 409, call -> atIt(admin(call))),
                scenario("POST", path, 413, call -> admin(call).file("file", "t.csv", large)),
                scenario("POST", path, 415, call -> admin(call).json("{}")),
                scenario("POST", path, 422, call -> admin(call).file("file", "t", bytes("a,b\n"))));
    }

    /// A table under an idempotency key that is in use at the moment.
    static ContractClient.Call atIt(ContractClient.Call call) {
        return call.header("Idempotency-Key", SampleKeptAnswers.AT_IT)
                .file("file", "t.csv", bytes(TABLE));
    }

    private List<Scenario> proposing() {
        var path = "/api/v1/contracts/proposals";
        var large = new byte[TestServer.MAX_BODY_BYTES];
        return List.of(
                scenario("POST", path, 200, call -> SampleProposal.send(admin(call), "bank")),
                scenario(
                        "POST",
                        path,
                        400,
                        call -> admin(call).body("multipart/form-data", bytes(TABLE))),
                scenario("POST", path, 401, call -> SampleProposal.send(call, "bank")),
                scenario("POST", path, 403, call -> SampleProposal.send(agent(call), "bank")),
                scenario("POST", path, 413, call -> admin(call).file("file", "t.csv", large)),
                scenario("POST", path, 415, call -> admin(call).json("{}")),
                scenario("POST", path, 422, call -> SampleProposal.send(admin(call), "telco")));
    }

    private List<Scenario> registeringContracts() {
        var path = "/api/v1/contracts";
        var large = " ".repeat(TestServer.MAX_BODY_BYTES + 1);
        return List.of(
                scenario("POST", path, 201, call -> admin(call).json("{\"name\":\"own\"}")),
                scenario("POST", path, 400, call -> admin(call).json("nope")),
                scenario("POST", path, 401, call -> call.json("{\"name\":\"own\"}")),
                scenario("POST", path, 403, call -> agent(call).json("{\"name\":\"own\"}")),
                scenario("POST", path, 409, call -> admin(call).json("{\"name\":\"telco\"}")),
                scenario("POST", path, 413, call -> admin(call).json(large)),
                scenario("POST", path, 415, call -> admin(call).body("text/csv", bytes(TABLE))),
                scenario("POST", path, 422, call -> admin(call).json("{}")));
    }

    private List<Scenario> showingContracts() {
        var list = "/api/v1/contracts";
        var one = "/api/v1/contracts/telco";
        return List.of(
                scenario("GET", list, 200, EveryStatusTest::key),
                scenario("GET", list, 200, call -> call.bearer(server.agentToken)),
                scenario("GET", list, 401, call -> call),
                scenario("GET", list, 403, call -> call.key("unknown")),
                scenario("GET", list + "?limit=0", 422, EveryStatusTest::key),
                scenario("GET", one, 200, EveryStatusTest::key),
                scenario("GET", one + "?version=1", 200, EveryStatusTest::key),
                scenario("GET", one, 401, call -> call),
                scenario("GET", one, 403, call -> call.key("unknown")),
                scenario("GET", one + "?version=9", 404, EveryStatusTest::key),
                scenario("GET", one + "?version=0", 422, EveryStatusTest::key));
    }

    private List<Scenario> uploadingByContract() {
        var path = "/api/v1/contracts/telco/datasets";
        var unknown = "/api/v1/contracts/unknown/datasets";
        var large = new byte[TestServer.MAX_BODY_BYTES];
        return List.of(
                scenario(
                        "POST", path, 201, call -> admin(call).file("file", "t.csv", bytes(TABLE))),
                scenario(
                        "POST",
                        path,
                        400,
                        call -> admin(call).body("multipart/form-data", bytes(TABLE))),
                scenario("POST", path, 401, call -> key(call).file("file", "t", bytes(TABLE))),
                scenario("POST", path, 403, call -> agent(call).file("file", "t", bytes(TABLE))),
                scenario("POST", unknown, 404, call -> admin(call).file("file", "t", bytes(TABLE))),
                scenario("POST", path, 409, call -> atIt(admin(call))),
                scenario("POST", path, 413, call -> admin(call).file("file", "t.csv", large)),
                scenario("POST", path, 415, call -> admin(call).json("{}")),
                scenario("POST", path, 422, call -> admin(call).file("file", "t", bytes("a,b\n"))));
    }

    private List<Scenario> predictingByContract() {
        var scenarios = new ArrayList<>(view("/api/v1/contracts/ecommerce/predict", SHOPPER));
        scenarios.add(
                scenario(
                        "POST",
                        "/api/v1/contracts/unknown/predict",
                        404,
                        call -> key(call).json(SHOPPER)));
        return scenarios;
    }

    private static String approval(String name, boolean approve) {
        return "{\"username\":\"%s\",\"approve\":%s}".formatted(name, approve);
    }

    private static ContractClient.Call key(ContractClient.Call call) {
        return call.key(TestServer.CLIENT_KEY);
    }

    private ContractClient.Call agent(ContractClient.Call call) {
        return key(call).bearer(server.agentToken);
    }

    private ContractClient.Call admin(ContractClient.Call call) {
        return key(call).bearer(server.adminToken);
    }

    private static ContractClient.Call signIn(
            ContractClient.Call call, String username, String password) {
        return key(call).form("username", username, "password", password);
    }

    private static ContractClient.Call form(ContractClient.Call call, String text) {
        return key(call).body("application/x-www-form-urlencoded", bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
