package io.holdfast.adapters.persistence.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.models.ModelCard;
import io.holdfast.domain.models.SampleCards;
import io.holdfast.domain.models.SampleModels;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class CardJsonTest {

    private final CardJson json = new CardJson();
    private final ModelCard card = SampleModels.trained(1).card();

    @Test
    void what_is_written_reads_back_the_same() {
        assertThat(json.read(json.write(card))).isEqualTo(card);
    }

    @Test
    void keeps_how_a_card_was_measured_out_of_time() {
        var split = new ModelCard.Split.OutOfTime(Instant.parse("2026-03-01T12:00:00.5Z"), 40, 5);
        var timed = SampleCards.with(card, split);

        assertThat(json.read(json.write(timed))).isEqualTo(timed);
    }

    @Test
    void is_surprised_by_what_it_did_not_write() {
        var text = json.write(card);

        assertThatThrownBy(() -> json.read("{}")).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> json.read(text.replace("cross-validation", "by eye")))
                .isInstanceOf(IllegalStateException.class);
    }
}
