package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.testing.Answer;
import io.holdfast.application.scoring.RunBatch;
import io.holdfast.domain.kernel.WorkQueue;
import io.holdfast.domain.models.TrainingJob;
import io.holdfast.domain.notifications.InMemoryOutbox;
import io.holdfast.domain.scoring.BatchJob;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Batches and trainings over HTTP; the work is done by hand.
class BackgroundWorkTest {

    private static final String SUBMIT = "/api/v1/batch-predict";
    private static final String STATUS = "/api/v1/batch/status/";
    private static final String TRAININGS = "/api/v1/training-jobs";
    private static final String GOOD =
            "{\"customer_id\":\"s1\",\"tenure_months\":10,\"monthly_charges\":20,"
                    + "\"total_charges\":200}";
    private static final String BAD = "{\"customer_id\":\"s2\",\"tenure_months\":-1}";

    private final TestServer server = TestServer.start();
    private final InMemoryOutbox outbox = new InMemoryOutbox(server.transactions);
    private final RunBatch runBatch =
            new RunBatch(
                    server.transactions,
                    server.batches,
                    server.useCases().scoreBatch(),
                    outbox,
                    WebAdapter::batchEvent,
                    server.ids,
                    server.clock);

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer submit(String more, String... customers) {
        var json = "{%s\"customers\":[%s]}".formatted(more, String.join(",", customers));
        return server.client.post(SUBMIT).key(TestServer.CLIENT_KEY).json(json).send();
    }

    private JsonNode status(String query) {
        return server.client.get(STATUS + query).key(TestServer.CLIENT_KEY).send().json();
    }

    private void work() {
        server.work.waiting(WorkQueue.Kind.BATCH).forEach(runBatch::run);
    }

    private static List<String> pointers(Answer answer) {
        assertThat(answer.status()).isEqualTo(422);
        return answer.json().path("errors").findValuesAsString("pointer");
    }

    @Test
    void accepts_a_batch_and_tells_where_to_ask() {
        var answer = submit("\"batch_id\":\"spring\",", GOOD, GOOD);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Location")).isEqualTo(STATUS + "spring");
        var json = answer.json();
        assertThat(json.path("batch_id").asString()).isEqualTo("spring");
        assertThat(json.path("total_customers").asInt()).isEqualTo(2);
        assertThat(json.path("status_check_url").asString()).isEqualTo(STATUS + "spring");
        assertThat(json.path("submitted_at").asString()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(json.path("estimated_completion_time").asString())
                .isEqualTo("2026-01-02T03:04:06.004Z");
        assertThat(server.batches.named("spring").orElseThrow().priority())
                .isEqualTo(WorkQueue.Priority.NORMAL);
    }

    @Test
    void makes_up_an_id_and_keeps_all_wishes() {
        var answer =
                submit(
                        "\"processing_priority\":\"urgent\",\"include_detailed_results\":false,"
                                + "\"notification_webhook\":\"https://example.com/hook?a=b\","
                                + "\"contract\":\"ecommerce\",\"batch_id\":null,",
                        "{}");

        var job = server.batches.named(answer.json().path("batch_id").asString()).orElseThrow();
        assertThat(job.priority()).isEqualTo(WorkQueue.Priority.URGENT);
        assertThat(job.detailed()).isFalse();
        assertThat(job.contractName()).isEqualTo("ecommerce");
        assertThat(job.webhook())
                .isEqualTo(new BatchJob.Webhook.To("https://example.com/hook?a=b"));
        assertThat(job.submittedBy()).isEqualTo("client:shop");
    }

    @Test
    void tells_of_a_batch_who_submitted_it_and_admins_only() {
        submit("\"batch_id\":\"spring\",", GOOD);
        var path = STATUS + "spring";

        assertThat(server.client.get(path).key(TestServer.CLIENT_KEY).send().status())
                .isEqualTo(200);
        assertThat(server.client.get(path).key(TestServer.ADMIN_KEY).send().status())
                .isEqualTo(200);
        assertThat(server.client.get(path).bearer(server.adminToken).send().status())
                .isEqualTo(200);
        assertThat(server.client.get(path).bearer(server.agentToken).send().status())
                .isEqualTo(404);
    }

    @Test
    void tells_no_results_before_the_end() {
        submit("\"batch_id\":\"spring\",", GOOD);

        var status = status("spring");

        assertThat(status.path("status").asString()).isEqualTo("processing");
        assertThat(status.path("progress_percentage").asDouble()).isZero();
        assertThat(status.path("results").isEmpty()).isTrue();
        assertThat(status.has("started_at")).isFalse();
    }

    @Test
    void tells_each_result_in_its_place() {
        submit("\"batch_id\":\"spring\",", GOOD, BAD, GOOD);
        work();

        var status = status("spring");

        assertThat(status.path("status").asString()).isEqualTo("partial");
        assertThat(status.path("processed_customers").asInt()).isEqualTo(3);
        assertThat(status.path("completed_customers").asInt()).isEqualTo(2);
        assertThat(status.path("failed_customers").asInt()).isEqualTo(1);
        assertThat(status.path("progress_percentage").asDouble()).isEqualTo(100);
        var first = status.path("results").path(0);
        assertThat(first.path("index").asInt()).isZero();
        assertThat(first.path("customer_id").asString()).isEqualTo("s1");
        assertThat(first.path("recommended_action").asString()).isEqualTo("Call the customer.");
        assertThat(first.path("retention_strategy").asString()).isEqualTo("Offer a discount.");
        assertThat(first.path("model_version").asString()).isEqualTo("v1");
        var faulty = status.path("results").path(1);
        assertThat(faulty.path("index").asInt()).isEqualTo(1);
        assertThat(faulty.path("errors").findValuesAsString("pointer"))
                .contains("#/customers/1/tenure_months", "#/customers/1/total_charges");
    }

    @Test
    void tells_only_the_score_where_details_are_not_wanted() {
        submit("\"batch_id\":\"spring\",\"include_detailed_results\":false,", GOOD);
        work();

        assertThat(status("spring").path("results").path(0).propertyNames())
                .containsExactlyInAnyOrder(
                        "index", "customer_id", "churn_probability", "churn_risk_category");
        assertThat(status("spring").path("status").asString()).isEqualTo("completed");
    }

    @Test
    void tells_results_by_pages() {
        submit("\"batch_id\":\"spring\",", GOOD, GOOD, BAD, GOOD);
        work();

        var page = status("spring?offset=1&limit=2").path("results");

        assertThat(page.size()).isEqualTo(2);
        assertThat(page.path(0).path("index").asInt()).isEqualTo(1);
        assertThat(page.path(1).path("index").asInt()).isEqualTo(2);
        assertThat(status("spring?offset=1000").path("results").isEmpty()).isTrue();
    }

    @Test
    void a_batch_of_faulty_customers_has_failed() {
        submit("\"batch_id\":\"spring\",", BAD, BAD);
        work();

        assertThat(status("spring").path("status").asString()).isEqualTo("failed");
    }

    @Test
    void a_batch_that_was_given_up_says_so() {
        submit("\"batch_id\":\"spring\",\"notification_webhook\":\"http://h.example/\",", GOOD);
        server.work.waiting(WorkQueue.Kind.BATCH).forEach(runBatch::giveUp);

        var status = status("spring");

        assertThat(status.path("status").asString()).isEqualTo("failed");
        assertThat(status.path("error").asString()).contains("many times");
        assertThat(outbox.messages().getFirst().event()).isEqualTo("batch.failed");
        assertThat(outbox.messages().getFirst().payload())
                .contains("\"status\":\"failed\"")
                .contains("\"batch_id\":\"spring\"")
                .doesNotContain("results");
    }

    @Test
    void takes_a_thousand_customers_and_refuses_one_more_or_none() {
        for (int size : List.of(0, 1_001)) {
            var answer = submit("", Collections.nCopies(size, GOOD).toArray(String[]::new));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("code").asString()).isEqualTo("wrong_batch_size");
        }
        assertThat(server.work.waiting(WorkQueue.Kind.BATCH)).isEmpty();

        var most = submit("", Collections.nCopies(1_000, GOOD).toArray(String[]::new));
        assertThat(most.status()).isEqualTo(202);
        work();
        var status = status(most.json().path("batch_id").asString());
        assertThat(status.path("results").size()).isEqualTo(1_000);
    }

    @Test
    void names_all_faults_of_a_batch_at_once() {
        var answer =
                submit(
                        "\"contract\":\"A\",\"batch_id\":\"a/b\",\"processing_priority\":\"now\","
                                + "\"notification_webhook\":7,\"include_detailed_results\":1,"
                                + "\"other\":1,",
                        GOOD,
                        "7",
                        "[]");

        assertThat(pointers(answer))
                .containsExactlyInAnyOrder(
                        "#/contract",
                        "#/batch_id",
                        "#/processing_priority",
                        "#/notification_webhook",
                        "#/include_detailed_results",
                        "#/other",
                        "#/customers/1",
                        "#/customers/2");
        assertThat(server.work.waiting(WorkQueue.Kind.BATCH)).isEmpty();
    }

    @Test
    void names_no_more_than_a_hundred_customers_that_are_none() {
        var answer = submit("", Collections.nCopies(1_000, "7").toArray(String[]::new));

        assertThat(pointers(answer)).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hook",
                "example.com/hook",
                "ftp://example.com/",
                "file:///etc/passwd",
                "http:///hook",
                "https://",
                "http://user:password@example.com/",
                "http://user@example.com/",
                "http://exa mple.com/",
                "mailto:a@example.com",
                ""
            })
    void refuses_a_webhook_that_is_no_absolute_url_of_the_web(String url) {
        assertThat(pointers(submit("\"notification_webhook\":\"%s\",".formatted(url), GOOD)))
                .containsExactly("#/notification_webhook");
    }

    @Test
    void takes_a_webhook_of_2000_characters_and_no_longer_one() {
        var base = "https://example.com/";
        var longest = base + "a".repeat(2_000 - base.length());
        assertThat(submit("\"notification_webhook\":\"%s\",".formatted(longest), GOOD).status())
                .isEqualTo(202);
        assertThat(pointers(submit("\"notification_webhook\":\"%sa\",".formatted(longest), GOOD)))
                .containsExactly("#/notification_webhook");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a b", "-a", "a%2fb", "\u00fc"})
    void refuses_an_id_that_does_not_fit_a_path(String id) {
        assertThat(pointers(submit("\"batch_id\":\"%s\",".formatted(id), GOOD)))
                .containsExactly("#/batch_id");
    }

    @Test
    void takes_an_id_of_100_characters_and_no_longer_one() {
        var longest = "b".repeat(100);
        assertThat(submit("\"batch_id\":\"%s\",".formatted(longest), GOOD).status()).isEqualTo(202);
        assertThat(status(longest).path("batch_id").asString()).isEqualTo(longest);
        assertThat(pointers(submit("\"batch_id\":\"%sb\",".formatted(longest), GOOD)))
                .containsExactly("#/batch_id");
    }

    @Test
    void an_id_that_is_taken_is_a_conflict() {
        submit("\"batch_id\":\"spring\",", GOOD);

        var answer = submit("\"batch_id\":\"spring\",", GOOD, GOOD);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(status("spring").path("total_customers").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", "%00", "%C3%BC", "spring%20"})
    void knows_no_batch_of_another_name(String name) {
        submit("\"batch_id\":\"spring\",", GOOD);

        assertThat(server.client.get(STATUS + name).key(TestServer.CLIENT_KEY).send().status())
                .isIn(400, 404);
        var tooLong = STATUS + "b".repeat(101);
        assertThat(server.client.get(tooLong).key(TestServer.CLIENT_KEY).send().status())
                .isEqualTo(404);
    }

    @Test
    void queues_a_training_and_tells_how_it_goes() {
        var dataset = server.addDataset();
        var answer =
                server.asAdmin("POST", TRAININGS)
                        .json(
                                "{\"contract\":\"telco\",\"seed\":-7,\"folds\":3,\"allow_leakage\":true}")
                        .send();

        assertThat(answer.status()).isEqualTo(202);
        var id = answer.json().path("job_id").asString();
        assertThat(answer.header("Location")).isEqualTo(TRAININGS + "/" + id);
        assertThat(answer.json().path("dataset_id").asString()).isEqualTo(dataset.id().toString());
        assertThat(answer.json().path("seed").asLong()).isEqualTo(-7);
        assertThat(answer.json().path("folds").asInt()).isEqualTo(3);
        assertThat(answer.json().path("allow_leakage").asBoolean()).isTrue();
        assertThat(answer.json().path("requested_by").asString()).isEqualTo("admin.one");
        assertThat(answer.json().path("status").asString()).isEqualTo("queued");
        assertThat(server.asAdmin("GET", TRAININGS).send().json().path("jobs").path(0))
                .isEqualTo(answer.json());
    }

    @Test
    void tells_every_state_of_a_training() {
        var job = server.addTraining();
        var path = TRAININGS + "/" + job.id();
        var at = TestServer.START.plus(Duration.ofSeconds(1));

        server.trainings.update(job.in(new TrainingJob.State.Running(at, "forest", 0.25)));
        var running = server.asAdmin("GET", path).send().json();
        assertThat(running.path("status").asString()).isEqualTo("running");
        assertThat(running.path("progress").path("step").asString()).isEqualTo("forest");
        assertThat(running.path("progress").path("share").asDouble()).isEqualTo(0.25);

        server.trainings.update(job.in(new TrainingJob.State.Failed(at, List.of("one", "two"))));
        var failed = server.asAdmin("GET", path).send().json();
        assertThat(failed.path("status").asString()).isEqualTo("failed");
        assertThat(failed.path("reasons").size()).isEqualTo(2);
        assertThat(server.asAdmin("POST", path + "/cancel").send().status()).isEqualTo(409);
    }

    @Test
    void tells_which_version_a_training_made() {
        var job = server.addTraining();
        var at = TestServer.START.plus(Duration.ofSeconds(1));
        server.trainings.update(job.in(new TrainingJob.State.Succeeded(at, 3)));

        var done = server.asAdmin("GET", TRAININGS + "/" + job.id()).send().json();

        assertThat(done.path("version").asInt()).isEqualTo(3);
        assertThat(done.path("ended_at").asString()).isEqualTo(at.toString());
    }

    @Test
    void takes_a_training_back_once() {
        var path = TRAININGS + "/" + server.addTraining().id() + "/cancel";

        var cancelled = server.asAdmin("POST", path).send();

        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.json().path("status").asString()).isEqualTo("cancelled");
        assertThat(server.asAdmin("POST", path).send().status()).isEqualTo(409);
    }

    @Test
    void lists_as_many_trainings_as_asked_for() {
        server.fillTrainings();

        assertThat(server.asAdmin("GET", TRAININGS + "?limit=3").send().json().path("jobs").size())
                .isEqualTo(3);
        assertThat(server.asAdmin("GET", TRAININGS + "?limit=101").send().status()).isEqualTo(422);
    }

    @Test
    void names_all_faults_of_a_training_at_once() {
        var answer =
                server.asAdmin("POST", TRAININGS)
                        .json(
                                "{\"contract\":\"A b\",\"dataset_id\":\"7\",\"seed\":0.5,\"folds\":21,\"allow_leakage\":0,\"x\":1}")
                        .send();

        assertThat(pointers(answer).stream().distinct())
                .containsExactlyInAnyOrder(
                        "#/contract",
                        "#/dataset_id",
                        "#/seed",
                        "#/folds",
                        "#/allow_leakage",
                        "#/x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"contract\":null}",
                "{\"contract\":\"telco\",\"dataset_id\":\"00000000-0000-7000-8000-000000000001\"}"
            })
    void wants_either_a_contract_or_a_dataset(String body) {
        assertThat(pointers(server.asAdmin("POST", TRAININGS).json(body).send()))
                .containsExactly("#/contract");
    }

    @Test
    void knows_no_dataset_that_is_not_there() {
        var body = "{\"dataset_id\":\"00000000-0000-7000-8000-000000000001\"}";
        assertThat(server.asAdmin("POST", TRAININGS).json(body).send().status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-1-1-1-1", "x", "00000000-0000-7000-8000-00000000000g"})
    void what_is_no_id_is_the_id_of_nothing(String id) {
        assertThat(server.asAdmin("GET", TRAININGS + "/" + id).send().status()).isEqualTo(404);
        assertThat(server.asAdmin("POST", TRAININGS + "/" + id + "/cancel").send().status())
                .isEqualTo(404);
    }
}
