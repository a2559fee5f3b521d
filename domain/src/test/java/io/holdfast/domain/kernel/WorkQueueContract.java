package io.holdfast.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.kernel.WorkQueue.Kind;
import io.holdfast.domain.kernel.WorkQueue.Priority;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every `WorkQueue` promises to those who submit. Begins empty; nobody works.
public interface WorkQueueContract {

    UUID ONE = new UUID(0x7000L, 1);
    UUID TWO = new UUID(0x7000L, 2);
    UUID THREE = new UUID(0x7000L, 3);

    WorkQueue queue();

    Transactions transactions();

    /// What waits, what goes first in front.
    List<UUID> waiting(Kind kind);

    @Test
    default void keeps_kinds_apart() {
        queue().submit(Kind.BATCH, ONE, Priority.NORMAL);
        queue().submit(Kind.TRAINING, ONE, Priority.NORMAL);
        queue().submit(Kind.TRAINING, TWO, Priority.NORMAL);

        assertThat(waiting(Kind.BATCH)).containsExactly(ONE);
        assertThat(waiting(Kind.TRAINING)).containsExactlyInAnyOrder(ONE, TWO);
    }

    @Test
    default void higher_goes_first() {
        queue().submit(Kind.BATCH, ONE, Priority.LOW);
        queue().submit(Kind.BATCH, TWO, Priority.URGENT);
        queue().submit(Kind.BATCH, THREE, Priority.HIGH);
        var normal = new UUID(0x7000L, 4);
        queue().submit(Kind.BATCH, normal, Priority.NORMAL);

        assertThat(waiting(Kind.BATCH)).containsExactly(TWO, THREE, normal, ONE);
    }

    @Test
    default void the_same_kind_and_id_twice_is_once() {
        queue().submit(Kind.BATCH, ONE, Priority.NORMAL);
        queue().submit(Kind.BATCH, ONE, Priority.URGENT);

        assertThat(waiting(Kind.BATCH)).containsExactly(ONE);
    }

    @Test
    default void the_same_at_once_is_once() {
        AtOnce.call(
                4,
                _ -> {
                    queue().submit(Kind.BATCH, ONE, Priority.NORMAL);
                    return true;
                });

        assertThat(waiting(Kind.BATCH)).containsExactly(ONE);
    }

    @Test
    default void work_of_a_transaction_that_rolls_back_is_not_there() {
        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    queue().submit(Kind.BATCH, ONE, Priority.NORMAL);
                                    throw new IllegalStateException("changed my mind");
                                }))
                .hasMessage("changed my mind");

        assertThat(waiting(Kind.BATCH)).isEmpty();
    }
}
