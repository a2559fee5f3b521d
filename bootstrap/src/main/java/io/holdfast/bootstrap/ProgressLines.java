package io.holdfast.bootstrap;

import io.holdfast.domain.models.ModelTrainer;
import java.io.PrintWriter;
import java.util.function.Consumer;

/// Shows how far training is: a line for each further tenth.
public final class ProgressLines implements Consumer<ModelTrainer.Progress> {

    private static final int STEPS = 10;

    private final PrintWriter out;
    private int shown = -1;

    public ProgressLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void accept(ModelTrainer.Progress progress) {
        int step = (int) (progress.share() * STEPS);
        if (step > shown) {
            shown = step;
            out.printf("  %3.0f %%  %s%n", progress.share() * 100, progress.step());
        }
    }
}
