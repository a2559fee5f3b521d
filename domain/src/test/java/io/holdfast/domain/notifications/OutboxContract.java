package io.holdfast.domain.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.kernel.AtOnce;
import io.holdfast.domain.kernel.Transactions;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every `Outbox` promises. Begins empty.
public interface OutboxContract {

    Outbox outbox();

    Transactions transactions();

    static Outbox.Message message(int number) {
        return new Outbox.Message(
                new UUID(0x7000L, number),
                "batch.completed",
                "https://example.com/hooks?n=" + number,
                "{\"batch_id\": \"\u00fc\"}",
                Instant.parse("2026-03-01T12:00:00.123456Z"));
    }

    @Test
    default void counts_what_waits() {
        assertThat(outbox().waiting()).isZero();

        outbox().add(message(1));
        outbox().add(message(2));

        assertThat(outbox().waiting()).isEqualTo(2);
    }

    @Test
    default void the_same_id_twice_is_once() {
        outbox().add(message(1));
        outbox().add(message(1));

        assertThat(outbox().waiting()).isEqualTo(1);
    }

    @Test
    default void the_same_id_at_once_is_once() {
        AtOnce.call(
                4,
                _ -> {
                    outbox().add(message(1));
                    return true;
                });

        assertThat(outbox().waiting()).isEqualTo(1);
    }

    @Test
    default void a_message_goes_with_the_transaction_that_decided_on_it() {
        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    outbox().add(message(1));
                                    throw new IllegalStateException("changed my mind");
                                }))
                .hasMessage("changed my mind");

        assertThat(outbox().waiting()).isZero();
    }
}
