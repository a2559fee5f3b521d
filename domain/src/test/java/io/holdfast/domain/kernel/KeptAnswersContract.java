package io.holdfast.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.kernel.KeptAnswers.Answer;
import io.holdfast.domain.kernel.KeptAnswers.Claim;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What every `KeptAnswers` promises. Begins empty.
public interface KeptAnswersContract {

    Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    Instant EXPIRED = NOW.minus(Duration.ofDays(1));
    String ANN = "user:00000000-0000-7000-8000-000000000001";
    String BOB = "user:00000000-0000-7000-8000-000000000002";
    String PAYLOAD = "a".repeat(64);
    String OTHER = "b".repeat(64);
    Answer CREATED =
            new Answer(
                    201,
                    "application/json",
                    "{\"id\":\"\u00e9\"}".getBytes(StandardCharsets.UTF_8),
                    Map.of("Location", "/things/1", "X-More", ""));

    KeptAnswers answers();

    Transactions transactions();

    private Claim claim(String caller, String key, String payload, Instant expired) {
        return transactions().call(() -> answers().claim(caller, key, payload, expired));
    }

    private void keep(String caller, String key, Instant at) {
        transactions()
                .run(() -> {
                    assertThat(answers().claim(caller, key, PAYLOAD, EXPIRED))
                            .isEqualTo(new Claim.Fresh());
                    answers().keep(caller, key, PAYLOAD, CREATED, at);
                });
    }

    private void assertAnswered(Claim claim) {
        assertThat(claim)
                .isInstanceOfSatisfying(
                        Claim.Answered.class,
                        answered -> {
                            assertThat(answered.answer().status()).isEqualTo(CREATED.status());
                            assertThat(answered.answer().contentType())
                                    .isEqualTo(CREATED.contentType());
                            assertThat(answered.answer().body()).isEqualTo(CREATED.body());
                            assertThat(answered.answer().headers()).isEqualTo(CREATED.headers());
                        });
    }

    @Test
    default void gives_the_same_answer_to_the_same_request() {
        keep(ANN, "k", NOW);

        assertAnswered(claim(ANN, "k", PAYLOAD, EXPIRED));
        assertAnswered(claim(ANN, "k", PAYLOAD, EXPIRED));
    }

    @Test
    default void a_key_holds_for_one_payload() {
        keep(ANN, "k", NOW);

        assertThat(claim(ANN, "k", OTHER, EXPIRED)).isEqualTo(new Claim.OtherPayload());
    }

    @Test
    default void callers_and_keys_are_apart() {
        keep(ANN, "k", NOW);

        assertThat(claim(BOB, "k", PAYLOAD, EXPIRED)).isEqualTo(new Claim.Fresh());
        assertThat(claim(ANN, "K", PAYLOAD, EXPIRED)).isEqualTo(new Claim.Fresh());
        assertThat(claim(ANN + "k", "", PAYLOAD, EXPIRED)).isEqualTo(new Claim.Fresh());
    }

    @Test
    default void a_claim_that_rolls_back_leaves_the_key_free() {
        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    var _ = answers().claim(ANN, "k", PAYLOAD, EXPIRED);
                                    answers().keep(ANN, "k", PAYLOAD, CREATED, NOW);
                                    throw new IllegalStateException("refused");
                                }))
                .hasMessage("refused");

        assertThat(claim(ANN, "k", OTHER, EXPIRED)).isEqualTo(new Claim.Fresh());
    }

    @Test
    default void a_claim_without_an_answer_leaves_the_key_free() {
        assertThat(claim(ANN, "k", PAYLOAD, EXPIRED)).isEqualTo(new Claim.Fresh());
        assertThat(claim(ANN, "k", OTHER, EXPIRED)).isEqualTo(new Claim.Fresh());
    }

    @Test
    default void an_old_answer_is_there_no_more_and_its_key_may_be_used_again() {
        keep(ANN, "k", EXPIRED.minusMillis(1));

        assertThat(claim(ANN, "k", PAYLOAD, EXPIRED)).isEqualTo(new Claim.Fresh());
        keep(ANN, "k", NOW);
        assertAnswered(claim(ANN, "k", PAYLOAD, EXPIRED));
    }

    @Test
    default void an_answer_lives_to_the_last_moment() {
        keep(ANN, "k", EXPIRED);

        assertAnswered(claim(ANN, "k", PAYLOAD, EXPIRED));
    }

    @Test
    default void forgets_the_oldest_first_and_never_more_than_asked() {
        for (int i = 0; i < 3; i++) {
            keep(ANN, "k" + i, NOW.minusSeconds(i));
        }

        assertThat(answers().forget(NOW, 1)).isEqualTo(1);
        assertThat(claim(ANN, "k2", PAYLOAD, EXPIRED)).isEqualTo(new Claim.Fresh());
        assertAnswered(claim(ANN, "k1", PAYLOAD, EXPIRED));
        assertThat(answers().forget(NOW, 10)).isEqualTo(1);
        assertThat(answers().forget(NOW, 10)).isZero();
        assertAnswered(claim(ANN, "k0", PAYLOAD, EXPIRED));
    }

    @Test
    default void of_eight_at_once_one_runs() {
        var runs = new AtomicInteger();

        var claims =
                AtOnce.call(
                        8,
                        _ ->
                                transactions()
                                        .call(() -> {
                                            var claim = answers().claim(ANN, "k", PAYLOAD, EXPIRED);
                                            if (claim instanceof Claim.Fresh) {
                                                runs.incrementAndGet();
                                                answers().keep(ANN, "k", PAYLOAD, CREATED, NOW);
                                            }
                                            return claim;
                                        }));

        assertThat(runs).hasValue(1);
        assertThat(claims).noneMatch(Claim.OtherPayload.class::isInstance);
        assertThat(claims).filteredOn(Claim.Fresh.class::isInstance).hasSize(1);
    }

    @Test
    default void a_claim_needs_a_transaction() {
        assertThatThrownBy(() -> answers().claim(ANN, "k", PAYLOAD, EXPIRED))
                .isInstanceOf(IllegalStateException.class);
    }
}
