package io.holdfast.bootstrap.scoring;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// Shows how far a scoring is: one line that moves in a terminal, elsewhere a line every few
/// seconds.
public final class ScoringProgress implements LongConsumer {

    private static final long MOVING_NANOS = 200_000_000L;
    private static final long LINES_NANOS = 5_000_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int WIDTH = 24;

    private final PrintWriter out;
    private final boolean moving;
    private final DoubleSupplier share;
    private final LongSupplier nanoTime;
    private final long begunAt;
    private long shownAt;
    private boolean shown;

    /// @param moving whether `out` is a terminal
    /// @param share of the input that was read, `NaN` where that is not known
    /// @param nanoTime as `System.nanoTime`
    public ScoringProgress(
            PrintWriter out, boolean moving, DoubleSupplier share, LongSupplier nanoTime) {
        this.out = out;
        this.moving = moving;
        this.share = share;
        this.nanoTime = nanoTime;
        this.begunAt = nanoTime.getAsLong();
        this.shownAt = begunAt;
    }

    @Override
    public void accept(long rows) {
        long now = nanoTime.getAsLong();
        if (now - shownAt >= (moving ? MOVING_NANOS : LINES_NANOS)) {
            shownAt = now;
            shown = true;
            var line = bar() + figures(rows, now);
            if (moving) {
                out.print("\r" + line + "  ");
            } else {
                out.println(line);
            }
            out.flush();
        }
    }

    private String bar() {
        double done = share.getAsDouble();
        if (Double.isNaN(done)) {
            return "";
        }
        int full = (int) (done * WIDTH);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3.0f %%  ",
                "=".repeat(full),
                " ".repeat(WIDTH - full),
                done * 100);
    }

    private String figures(long rows, long now) {
        return String.format(
                Locale.ROOT, "%,d rows  %,.0f rows/s", rows, rows / seconds(begunAt, now));
    }

    private static double seconds(long from, long to) {
        return Math.max((to - from) / NANOS_PER_SECOND, 1 / NANOS_PER_SECOND);
    }

    /// Leaves the moving line; what is printed next stands below.
    public void end() {
        if (moving && shown) {
            out.println();
            out.flush();
            shown = false;
        }
    }

    /// Since the beginning.
    public double seconds() {
        return seconds(begunAt, nanoTime.getAsLong());
    }
}
