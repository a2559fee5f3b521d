package io.holdfast.adapters.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.adapters.web.EveryStatusTest.Scenario;
import io.holdfast.adapters.web.testing.ContractClient;
import io.holdfast.domain.ingestion.quality.QualityReport;
import io.holdfast.domain.ingestion.quality.SourceReport;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Every status of what judges data.
record QualityScenarios(TestServer server) {

    private static final UUID REPORT = UUID.fromString("00000000-0000-7000-8000-0000000000a1");

    static void prepare(TestServer server) {
        server.ingestion.qualityReports.add(
                new SourceReport(
                        REPORT,
                        "shop",
                        new SourceReport.Origin.Import(REPORT),
                        new QualityReport(
                                TestServer.START,
                                1,
                                0,
                                List.of(),
                                List.of(
                                        new QualityReport.FieldFigures(
                                                "orders", "total", 1, 0, 0, 0, 0)),
                                new QualityReport.Newest.At(TestServer.START.minusSeconds(60)))));
    }

    List<Scenario> all() {
        return Stream.concat(validating().stream(), reports().stream()).toList();
    }

    private static List<Scenario> validating() {
        var path = "/api/v1/validate-data";
        var good = "{\"customers\":[%s]}".formatted(EveryStatusTest.SUBSCRIBER);
        var large = " ".repeat(TestServer.MAX_BODY_BYTES + 1);
        return List.of(
                EveryStatusTest.scenario("POST", path, 200, call -> key(call).json(good)),
                EveryStatusTest.scenario(
                        "POST", path + "?source=crm", 200, call -> key(call).json(good)),
                EveryStatusTest.scenario("POST", path, 400, call -> key(call).json("[]")),
                EveryStatusTest.scenario("POST", path, 401, call -> call.json(good)),
                EveryStatusTest.scenario("POST", path, 403, call -> call.key("unknown").json(good)),
                EveryStatusTest.scenario(
                        "POST", path + "?contract=unknown", 404, call -> key(call).json(good)),
                EveryStatusTest.scenario(
                        "POST",
                        path,
                        409,
                        call ->
                                key(call)
                                        .header("Idempotency-Key", SampleKeptAnswers.AT_IT)
                                        .json(good)),
                EveryStatusTest.scenario("POST", path, 413, call -> key(call).json(large)),
                EveryStatusTest.scenario(
                        "POST",
                        path,
                        413,
                        call -> key(call).body("text/csv", large.getBytes(UTF_8))),
                EveryStatusTest.scenario(
                        "POST", path, 415, call -> key(call).body("text/plain", new byte[1])),
                EveryStatusTest.scenario("POST", path, 422, call -> key(call).json("{}")));
    }

    private static List<Scenario> reports() {
        var list = "/api/v1/data-quality";
        var unknown = list + "/00000000-0000-7000-8000-00000000ffff";
        var one = list + "/" + REPORT;
        return List.of(
                EveryStatusTest.scenario("GET", list, 200, QualityScenarios::key),
                EveryStatusTest.scenario("GET", list, 401, call -> call),
                EveryStatusTest.scenario("GET", list, 403, call -> call.key("unknown")),
                EveryStatusTest.scenario("GET", list + "?limit=0", 422, QualityScenarios::key),
                EveryStatusTest.scenario("GET", one, 200, QualityScenarios::key),
                EveryStatusTest.scenario("GET", one, 401, call -> call),
                EveryStatusTest.scenario("GET", one, 403, call -> call.key("unknown")),
                EveryStatusTest.scenario("GET", unknown, 404, QualityScenarios::key),
                EveryStatusTest.scenario("GET", list + "/7", 422, QualityScenarios::key));
    }

    private static ContractClient.Call key(ContractClient.Call call) {
        return call.key(TestServer.CLIENT_KEY);
    }
}
