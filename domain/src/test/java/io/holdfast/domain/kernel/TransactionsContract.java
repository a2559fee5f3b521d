package io.holdfast.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What every `Transactions` promises.
public interface TransactionsContract {

    Transactions transactions();

    /// Writes a mark into a store that takes part in the transactions.
    void write(String mark);

    /// The marks that are there, in no order.
    List<String> written();

    @Test
    default void keeps_what_was_written_and_hands_back_the_value() {
        var value =
                transactions()
                        .call(() -> {
                            write("a");
                            return "done";
                        });

        assertThat(value).isEqualTo("done");
        assertThat(written()).containsExactly("a");
    }

    @Test
    default void a_read_inside_sees_the_writes_before_it() {
        transactions()
                .run(() -> {
                    write("a");
                    assertThat(written()).containsExactly("a");
                });
    }

    @Test
    default void an_exception_rolls_back_and_is_thrown_on() {
        var thrown = new IllegalArgumentException("no");

        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    write("a");
                                    throw thrown;
                                }))
                .isSameAs(thrown);
        assertThat(written()).isEmpty();
    }

    @Test
    default void an_error_rolls_back_and_is_thrown_on() {
        var thrown = new AssertionError("no");

        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    write("a");
                                    throw thrown;
                                }))
                .isSameAs(thrown);
        assertThat(written()).isEmpty();
    }

    @Test
    default void a_call_inside_joins() {
        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    transactions().run(() -> write("inner"));
                                    throw new IllegalStateException("the outer one fails later");
                                }))
                .hasMessage("the outer one fails later");
        assertThat(written()).isEmpty();

        transactions()
                .run(() -> {
                    write("outer");
                    transactions().run(() -> write("inner"));
                });
        assertThat(written()).containsExactlyInAnyOrder("outer", "inner");
    }

    @Test
    default void a_failure_inside_cannot_be_swallowed_outside() {
        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    write("outer");
                                    try {
                                        transactions()
                                                .run(() -> {
                                                    throw new IllegalArgumentException("inner");
                                                });
                                    } catch (IllegalArgumentException _) {
                                        write("after");
                                    }
                                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(written()).isEmpty();
    }

    @Test
    default void the_next_transaction_is_not_touched_by_a_failed_one() {
        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    throw new IllegalArgumentException("first");
                                }))
                .hasMessage("first");

        transactions().run(() -> write("second"));

        assertThat(written()).containsExactly("second");
    }

    @Test
    default void callers_at_once_each_have_their_own() {
        var failed = new AtomicInteger();
        AtOnce.call(
                8,
                caller -> {
                    try {
                        transactions()
                                .run(() -> {
                                    write("mark-" + caller);
                                    if (caller % 2 == 1) {
                                        throw new IllegalStateException("odd");
                                    }
                                });
                    } catch (IllegalStateException _) {
                        failed.incrementAndGet();
                    }
                    return caller;
                });

        assertThat(failed).hasValue(4);
        assertThat(written()).containsExactlyInAnyOrder("mark-0", "mark-2", "mark-4", "mark-6");
    }
}
