package io.holdfast.architecture.violations.domain.kernel;

/// Stands for the real one.
public interface Transactions {
    void run(Runnable work);
}
