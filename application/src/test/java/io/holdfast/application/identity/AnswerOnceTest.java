package io.holdfast.application.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.application.identity.AnswerOnce.Command;
import io.holdfast.application.identity.AnswerOnce.Outcome;
import io.holdfast.application.identity.AnswerOnce.Work;
import io.holdfast.domain.kernel.AtOnce;
import io.holdfast.domain.kernel.InMemoryKeptAnswers;
import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.InMemoryWorkQueue;
import io.holdfast.domain.kernel.KeptAnswers.Answer;
import io.holdfast.domain.kernel.WorkQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AnswerOnceTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryKeptAnswers answers = new InMemoryKeptAnswers(transactions);
    private final InMemoryWorkQueue written = new InMemoryWorkQueue(transactions);
    private final AnswerOnce answerOnce =
            new AnswerOnce(
                    transactions,
                    answers,
                    content -> HexFormat.of().formatHex(content),
                    "secret",
                    now::get);

    private static Command command(String key, String request) {
        return new Command("user:1", key, request.getBytes(UTF_8), false);
    }

    private static Command secret() {
        return new Command("user:1", "k", "r".getBytes(UTF_8), true);
    }

    /// Writes something, so that one can see whether it lasts.
    private Work create() {
        written.submit(
                WorkQueue.Kind.BATCH,
                new UUID(0, written.waiting(WorkQueue.Kind.BATCH).size()),
                WorkQueue.Priority.NORMAL);
        return new Work.Done(new Answer(201, "text/plain", "made".getBytes(UTF_8), Map.of()));
    }

    private int made() {
        return written.waiting(WorkQueue.Kind.BATCH).size();
    }

    @Test
    void works_once_and_repeats_the_answer() {
        assertThat(answerOnce.answer(command("k", "r"), this::create))
                .isEqualTo(new Outcome.Given());
        assertThat(answerOnce.answer(command("k", "r"), this::create))
                .isInstanceOfSatisfying(
                        Outcome.Repeated.class,
                        repeated ->
                                assertThat(new String(repeated.answer().body(), UTF_8))
                                        .isEqualTo("made"));
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void another_request_under_the_same_key_is_not_done() {
        answerOnce.answer(command("k", "r"), this::create);

        assertThat(answerOnce.answer(command("k", "s"), this::create))
                .isEqualTo(new Outcome.OtherPayload());
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void a_refusal_undoes_what_was_written_and_frees_the_key() {
        var outcome =
                answerOnce.answer(
                        command("k", "r"),
                        () -> {
                            var _ = create();
                            return new Work.Refused();
                        });

        assertThat(outcome).isEqualTo(new Outcome.Given());
        assertThat(made()).isZero();
        answerOnce.answer(command("k", "corrected"), this::create);
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void a_failure_is_thrown_on_undoes_and_frees_the_key() {
        assertThatThrownBy(() ->
                        answerOnce.answer(
                                command("k", "r"),
                                () -> {
                                    var _ = create();
                                    throw new IllegalStateException("cut short");
                                }))
                .hasMessage("cut short");

        assertThat(made()).isZero();
        answerOnce.answer(command("k", "r"), this::create);
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void of_a_secret_only_the_fact_is_kept() {
        answerOnce.answer(secret(), this::create);

        assertThat(answerOnce.answer(secret(), this::create)).isEqualTo(new Outcome.SecretShown());
        var kept = answerOnce.answer(command("k", "r"), this::create);
        assertThat(kept)
                .isInstanceOfSatisfying(
                        Outcome.Repeated.class,
                        repeated -> assertThat(repeated.answer().body()).isEmpty());
    }

    @Test
    void a_key_may_be_used_again_after_a_day() {
        answerOnce.answer(command("k", "r"), this::create);
        now.set(START.plus(Duration.ofDays(1)));
        assertThat(answerOnce.forgetOld()).isZero();
        answerOnce.answer(command("k", "r"), this::create);
        assertThat(made()).isEqualTo(1);

        now.set(START.plus(Duration.ofDays(1)).plusNanos(1_000));
        assertThat(answerOnce.forgetOld()).isEqualTo(1);
        answerOnce.answer(command("k", "s"), this::create);
        assertThat(made()).isEqualTo(2);
    }

    @Test
    void of_eight_at_once_one_works() {
        var outcomes = AtOnce.call(8, _ -> answerOnce.answer(command("k", "r"), this::create));

        assertThat(made()).isEqualTo(1);
        assertThat(outcomes).filteredOn(Outcome.Given.class::isInstance).hasSize(1);
    }
}
