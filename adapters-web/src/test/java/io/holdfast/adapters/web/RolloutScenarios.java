package io.holdfast.adapters.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.adapters.web.EveryStatusTest.Scenario;
import io.holdfast.adapters.web.testing.ContractClient.Call;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.FeatureVector;
import io.holdfast.domain.models.Probability;
import io.holdfast.domain.models.Stage;
import io.holdfast.domain.models.rollout.Experiment;
import io.holdfast.domain.models.rollout.Rollout.Arm;
import io.holdfast.domain.scoring.Prediction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// One request for every status that the routes of rollouts, feedback and explanations declare.
final class RolloutScenarios {

    private static final UUID GONE = new UUID(1, 1);
    private static final UUID KEPT = new UUID(2, 2);
    private static final UUID NOBODY = new UUID(3, 3);
    private static final UUID RUNNING = new UUID(4, 4);
    private static final UUID OVER = new UUID(5, 5);
    private static final String LARGE = " ".repeat(16 * 1024 + 1);
    private static final String FEEDBACK = "id,left\nc1,Yes\n";

    private final TestServer server;
    private final List<Scenario> all = new ArrayList<>();

    RolloutScenarios(TestServer server) {
        this.server = server;
    }

    /// Further versions, two predictions and two experiments.
    static void prepare(TestServer server) {
        server.addVersion("subscription");
        server.addVersion("telco");
        server.log.append(List.of(prediction(KEPT, 1), prediction(GONE, 99)));
        server.experiments.add(experiment(RUNNING));
        server.experiments.add(experiment(OVER).ended(TestServer.START, "enough"));
        server.client
                .post("/api/v1/switch-traffic")
                .key(TestServer.ADMIN_KEY)
                .json("{\"contract\":\"telco\",\"models\":{\"v1\":0.5,\"v2\":0.5}}")
                .send();
    }

    private static Prediction prediction(UUID id, int version) {
        return new Prediction(
                id,
                new ContractId("subscription", 1),
                version,
                Stage.PRODUCTION,
                "s1",
                FeatureVector.of(10, 20, 200),
                new Probability(1 / (1 + Math.exp(1))),
                false,
                "Low",
                0,
                "r1",
                TestServer.START,
                new Prediction.Path.Direct());
    }

    private static Experiment experiment(UUID id) {
        return new Experiment(
                id,
                "first",
                "subscription",
                List.of(new Arm(1, 0.5), new Arm(2, 0.5)),
                Experiment.Target.LOG_LOSS,
                Duration.ofDays(7),
                "admin.one",
                TestServer.START,
                new Experiment.State.Running());
    }

    List<Scenario> all() {
        versions();
        reads();
        traffic();
        ramps();
        experiments();
        telco();
        explanation();
        return List.copyOf(all);
    }

    private void versions() {
        var list = "/api/v1/models";
        read(list);
        get(list + "?contract=unknown", 404);
        get(list + "?limit=0", 422);
        for (var path : List.of("/api/v1/models/%s/activate", "/api/v1/emergency-rollback/%s")) {
            post(path.formatted("v1"), 200, call -> call);
            post(path.formatted("v1"), 200, call -> call.json("{\"reason\":\"why not\"}"));
            rejects(path.formatted("v1"));
            post(path.formatted("v1") + "?contract=unknown", 404, call -> call);
            post(path.formatted("v9"), 409, call -> call);
            post(path.formatted("latest"), 422, call -> call);
        }
    }

    private void reads() {
        read("/api/v1/rollouts");
        read("/api/v1/rollouts/subscription");
        get("/api/v1/rollouts/unknown", 404);
        read("/api/v1/rollouts/subscription/at?moment=2026-01-02T03:04:05Z");
        get("/api/v1/rollouts/subscription/at?moment=2025-01-02T03:04:05Z", 404);
        get("/api/v1/rollouts/subscription/at?moment=yesterday", 422);
        read("/api/v1/deployments");
        get("/api/v1/deployments?cursor=nonsense", 422);
    }

    private void traffic() {
        var path = "/api/v1/switch-traffic";
        post(path, 200, call -> call.json("{\"models\":{\"v1\":0.9,\"v2\":0.1}}"));
        rejects(path);
        post(path, 404, call -> call.json("{\"contract\":\"unknown\",\"models\":{\"v1\":1}}"));
        post(path, 409, call -> call.json("{\"models\":{\"v1\":1},\"revision\":1}"));
        post(path, 422, call -> call.json("{\"models\":{\"v1\":0.9}}"));
    }

    private void ramps() {
        var path = "/api/v1/ramps";
        post(path, 201, call -> call.json("{\"version\":\"v2\"}"));
        rejects(path);
        post(path, 404, call -> call.json("{\"version\":\"v2\",\"contract\":\"unknown\"}"));
        post(path, 409, call -> call.json("{\"version\":\"v1\"}"));
        post(path, 422, call -> call.json("{}"));
        read("/api/v1/rollouts/subscription");
        post("/api/v1/models/v1/activate", 200, call -> call);
    }

    private void experiments() {
        var path = "/api/v1/experiments";
        var good =
                "{\"name\":\"n\",\"models\":{\"v1\":0.5,\"v2\":0.5},"
                        + "\"target_metric\":\"brier\",\"duration_days\":7%s}";
        read(path);
        get(path + "?limit=1001", 422);
        post(path, 201, call -> call.json(good.formatted("")));
        rejects(path);
        post(path, 404, call -> call.json(good.formatted(",\"contract\":\"unknown\"")));
        post(path, 409, call -> call.json(good.formatted("")));
        post(path, 422, call -> call.json("{}"));
        read(path + "/" + RUNNING);
        get(path + "/" + NOBODY, 404);
        get(path + "/17", 422);
        post(path + "/" + RUNNING + "/end", 200, call -> call);
        rejects(path + "/" + RUNNING + "/end");
        post(path + "/" + NOBODY + "/end", 404, call -> call);
        post(path + "/" + OVER + "/end", 409, call -> call);
        post(path + "/17/end", 422, call -> call);
    }

    private void telco() {
        var canary = "/admin/set_canary_percentage";
        post(canary, 200, call -> call.json("{\"percentage\":0.1}"));
        rejects(canary);
        post(canary, 404, call -> call.json("{\"percentage\":0.1,\"contract\":\"unknown\"}"));
        post(canary, 409, call -> call.json("{\"percentage\":0.1,\"contract\":\"rfm\"}"));
        post(canary, 422, call -> call.json("{\"percentage\":1.5}"));
        var reload = "/admin/reload_models";
        post(reload, 200, call -> call);
        refused("POST", reload);
        all.add(
                new Scenario(
                        "POST",
                        reload,
                        503,
                        EveryStatusTest.MODELLESS,
                        call -> call.key(TestServer.ADMIN_KEY)));
        var feedback = "/admin/feedback";
        upload(feedback, 200, call -> call.file("file", "f.csv", bytes(FEEDBACK)));
        upload(feedback, 400, call -> call.body("multipart/form-data", bytes(FEEDBACK)));
        upload(feedback, 409, EveryStatusTest::atIt);
        upload(feedback, 413, call -> call.file("file", "f", new byte[TestServer.MAX_BODY_BYTES]));
        upload(feedback, 415, call -> call.json("{}"));
        upload(feedback, 422, call -> call.file("file", "f.csv", bytes("id\nc1\n")));
        upload(feedback + "?contract=none", 404, call -> call.file("file", "f", bytes(FEEDBACK)));
        refused("POST", feedback);
    }

    private void explanation() {
        var path = "/api/v1/predictions/%s/explanation";
        read(path.formatted(KEPT));
        get(path.formatted(NOBODY), 404);
        get(path.formatted(GONE), 409);
        get(path.formatted("17"), 422);
    }

    private void read(String path) {
        get(path, 200);
        all.add(new Scenario("GET", path, 200, "user", call -> call.bearer(server.agentToken)));
        refused("GET", path);
    }

    private void get(String path, int status) {
        all.add(new Scenario("GET", path, status, "", call -> call.key(TestServer.CLIENT_KEY)));
    }

    private void post(String path, int status, UnaryOperator<Call> request) {
        all.add(
                new Scenario(
                        "POST",
                        path,
                        status,
                        "",
                        call -> request.apply(call.key(TestServer.ADMIN_KEY))));
    }

    private void upload(String path, int status, UnaryOperator<Call> request) {
        all.add(
                new Scenario(
                        "POST",
                        path,
                        status,
                        "",
                        call ->
                                request.apply(
                                        call.key(TestServer.CLIENT_KEY)
                                                .bearer(server.adminToken))));
    }

    private void refused(String method, String path) {
        all.add(new Scenario(method, path, 401, "", call -> call));
        all.add(new Scenario(method, path, 403, "", call -> call.key("unknown")));
    }

    /// What every route that takes JSON from an admin refuses.
    private void rejects(String path) {
        refused("POST", path);
        post(path, 400, call -> call.json("{"));
        post(path, 413, call -> call.json(LARGE));
        post(path, 415, call -> call.body("text/plain", bytes("{}")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
