package io.holdfast.application.scoring;

import static io.holdfast.domain.scoring.SampleFacts.order;
import static io.holdfast.domain.scoring.SampleFacts.stranger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.application.scoring.GatherTrainingTable.Command;
import io.holdfast.application.scoring.GatherTrainingTable.Outcome;
import io.holdfast.domain.scoring.InMemoryStoredFeatures;
import io.holdfast.domain.scoring.StoredFeatures;
import io.holdfast.domain.scoring.StoredFeatures.FeatureSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatherTrainingTableTest {

    private static final Duration HORIZON = Duration.ofDays(30);
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant SECOND = Instant.parse("2026-01-31T00:00:00Z");

    private final InMemoryStoredFeatures features = new InMemoryStoredFeatures();
    private final GatherTrainingTable gather = new GatherTrainingTable(features);

    GatherTrainingTableTest() {
        features.add(
                stranger("a"),
                stranger("b"),
                order("a1", "a", "2025-12-01T00:00:00Z", "10"),
                order("a2", "a", "2026-01-15T00:00:00Z", "20"),
                order("b1", "b", "2025-12-20T00:00:00Z", "30"),
                order("b2", "b", "2026-03-01T00:00:00Z", "40"));
    }

    private Outcome gather(Instant... cutoffs) {
        return gather.gather(new Command(FeatureSet.RFM, List.of(cutoffs), HORIZON));
    }

    @Test
    void labels_each_cutoff_by_what_came_after_it_and_nothing_else() {
        var table = ((Outcome.Gathered) gather(SECOND, FIRST)).table();

        int label = table.header().indexOf("churned");
        int monetary = table.header().indexOf("monetary");
        int cutoff = table.header().indexOf(StoredFeatures.CUTOFF);
        assertThat(table.rows())
                .extracting(row ->
                        row.cells().get(cutoff).substring(0, 10)
                                + " "
                                + row.cells().getFirst()
                                + " "
                                + row.cells().get(monetary)
                                + " "
                                + row.cells().get(label))
                .containsExactly(
                        "2026-01-01 a 10 0",
                        "2026-01-01 b 30 1",
                        "2026-01-31 a 30 1",
                        "2026-01-31 b 30 0");
    }

    @Test
    void refuses_a_cutoff_whose_label_is_not_known_yet() {
        var late = Instant.parse("2026-02-02T00:00:00Z");

        assertThat(gather(late))
                .isEqualTo(new Outcome.NotKnownYet(late, Instant.parse("2026-03-01T00:00:00Z")));
        assertThat(gather(Instant.parse("2026-01-31T00:00:00Z")))
                .isInstanceOf(Outcome.Gathered.class);
    }

    @Test
    void refuses_cutoffs_so_close_that_labels_of_one_tell_of_the_next() {
        var close = SECOND.minusSeconds(1);

        assertThat(gather(FIRST, close)).isEqualTo(new Outcome.TooClose(FIRST, close));
    }

    @Test
    void has_nothing_to_learn_from_without_orders() {
        assertThat(gather(Instant.parse("2025-01-01T00:00:00Z"))).isEqualTo(new Outcome.NoFacts());
        assertThat(
                        new GatherTrainingTable(new InMemoryStoredFeatures())
                                .gather(new Command(FeatureSet.RFM, List.of(FIRST), HORIZON)))
                .isEqualTo(new Outcome.NoFacts());
    }

    @Test
    void takes_one_to_36_cutoffs_and_a_horizon() {
        assertThatThrownBy(() -> new Command(FeatureSet.RFM, List.of(), HORIZON))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Command(FeatureSet.RFM, List.of(FIRST), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new Command(FeatureSet.RFM, Collections.nCopies(40, FIRST), HORIZON).cutoffs())
                .containsExactly(FIRST);
    }
}
