package io.holdfast.bootstrap.bench;

/// How much is made up.
///
/// @param orders in the file that is imported
/// @param customers of the shop, each with ten order lines
public record Sizes(int orders, int customers) {

    /// Less says nothing.
    public static final int MIN = 1_000;

    /// What the ids of the made-up shop have room for.
    public static final int MAX = 9_000_000;

    public Sizes {
        if (orders < MIN || orders > MAX || customers < MIN || customers > MAX) {
            throw new IllegalArgumentException("sizes are " + MIN + " to " + MAX);
        }
    }
}
