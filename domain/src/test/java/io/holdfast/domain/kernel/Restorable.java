package io.holdfast.domain.kernel;

/// A fake whose state `InMemoryTransactions` can put back.
@FunctionalInterface
public interface Restorable {

    /// Remembers the state of now; running the answer brings it back.
    Runnable snapshot();
}
