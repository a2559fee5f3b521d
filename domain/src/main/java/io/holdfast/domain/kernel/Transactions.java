package io.holdfast.domain.kernel;

import java.util.function.Supplier;

/// Runs work in one database transaction.
///
/// A call inside a running transaction joins it. Any throwable rolls back and is thrown on; a
/// commit that fails throws. Returning normally commits, whatever the value says: decide before the
/// first write. Nothing remote is called inside.
public interface Transactions {

    <T> T call(Supplier<T> work);

    default void run(Runnable work) {
        call(() -> {
            work.run();
            return true;
        });
    }
}
