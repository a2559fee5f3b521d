package io.holdfast.domain.models.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.kernel.AtOnce;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.models.rollout.Experiment.State;
import io.holdfast.domain.models.rollout.Experiment.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every `Experiments` promises. Begins with an empty store.
public interface ExperimentsContract {

    Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

    Experiments experiments();

    /// The same, for those who only ask.
    default ExperimentQueries queries() {
        return experiments();
    }

    Transactions transactions();

    private static Experiment experiment(int number, String contract, Instant startedAt) {
        return experiment(number, contract, startedAt, Target.LOG_LOSS);
    }

    private static Experiment experiment(
            int number, String contract, Instant startedAt, Target target) {
        return new Experiment(
                new UUID(0x7000L, number),
                "experiment \"" + number + '"',
                contract,
                List.of(
                        new Rollout.Arm(2, 0.1 + 0.2),
                        new Rollout.Arm(1, 0.6),
                        new Rollout.Arm(7, 0.1)),
                target,
                Duration.ofDays(14).plusNanos(1_000),
                "ada",
                startedAt,
                new State.Running());
    }

    @Test
    default void keeps_an_experiment_whole() {
        for (var target : Target.values()) {
            var experiment = experiment(target.name().hashCode(), "telco", NOON, target);
            experiments().add(experiment);

            assertThat(experiments().find(experiment.id())).contains(experiment);
        }
    }

    @Test
    default void knows_nothing_of_an_unknown_experiment() {
        experiments().add(experiment(1, "telco", NOON));

        assertThat(experiments().find(new UUID(1, 1))).isEmpty();
        assertThat(queries().list("bank", 10)).isEmpty();
    }

    @Test
    default void replaces_the_state() {
        var experiment = experiment(1, "telco", NOON);
        experiments().add(experiment);
        var ended = experiment.ended(NOON.plusSeconds(60), "enough, \"they\" say");

        experiments().update(ended);

        assertThat(experiments().find(experiment.id())).contains(ended);
        assertThat(queries().list("telco", 10)).containsExactly(ended);
    }

    @Test
    default void ends_an_experiment_once() {
        var experiment = experiment(1, "telco", NOON);
        assertThat(experiments().update(experiment.ended(NOON, "it is not there"))).isFalse();

        experiments().add(experiment);
        assertThat(experiments().update(experiment.ended(NOON, "first"))).isTrue();
        assertThat(experiments().update(experiment.ended(NOON, "second"))).isFalse();

        assertThat(queries().find(experiment.id())).contains(experiment.ended(NOON, "first"));
    }

    @Test
    default void an_id_is_taken_once() {
        experiments().add(experiment(1, "telco", NOON));

        assertThatThrownBy(() -> experiments().add(experiment(1, "bank", NOON)))
                .isInstanceOf(RuntimeException.class);
        assertThat(queries().list("telco", 10)).hasSize(1);
        assertThat(queries().list("bank", 10)).isEmpty();
    }

    @Test
    default void of_callers_at_once_with_one_id_one_is_kept() {
        var refused =
                AtOnce.call(
                        4,
                        _ -> {
                            try {
                                experiments().add(experiment(1, "telco", NOON));
                                return false;
                            } catch (RuntimeException _) {
                                return true;
                            }
                        });

        assertThat(refused).filteredOn(each -> each).hasSize(3);
        assertThat(queries().list("telco", 10)).hasSize(1);
    }

    @Test
    default void lists_the_newest_first_within_the_limit() {
        experiments().add(experiment(3, "telco", NOON));
        experiments().add(experiment(1, "telco", NOON.plusSeconds(1)));
        experiments().add(experiment(4, "telco", NOON));
        experiments().add(experiment(9, "bank", NOON.plusSeconds(2)));

        assertThat(queries().list("telco", 10))
                .extracting(experiment -> experiment.id().getLeastSignificantBits())
                .containsExactly(1L, 4L, 3L);
        assertThat(queries().list("telco", 2)).hasSize(2);
    }

    @Test
    default void names_those_that_run_the_oldest_first() {
        var ended = experiment(1, "telco", NOON);
        experiments().add(ended);
        experiments().add(experiment(2, "bank", NOON.plusSeconds(2)));
        experiments().add(experiment(3, "telco", NOON.plusSeconds(1)));
        experiments().update(ended.ended(NOON.plusSeconds(3), "x"));

        assertThat(experiments().running(10))
                .extracting(experiment -> experiment.id().getLeastSignificantBits())
                .containsExactly(3L, 2L);
        assertThat(experiments().running(1)).hasSize(1);
    }

    @Test
    default void a_transaction_that_fails_leaves_everything_as_it_was() {
        var experiment = experiment(1, "telco", NOON);
        experiments().add(experiment);

        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    experiments().add(experiment(2, "telco", NOON));
                                    experiments().update(experiment.ended(NOON, "x"));
                                    throw new IllegalStateException("no");
                                }))
                .hasMessage("no");

        assertThat(queries().list("telco", 10)).containsExactly(experiment);
    }
}
