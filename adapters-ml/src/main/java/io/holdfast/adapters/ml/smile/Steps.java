package io.holdfast.adapters.ml.smile;

import io.holdfast.domain.models.ModelTrainer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Reports how much of the fits is done, each weighed by its recipe's effort.
final class Steps {

    private final Consumer<ModelTrainer.Progress> progress;
    private final Map<Recipe, String> names = new HashMap<>();
    private final double total;
    private double done;

    /// @param fits of each recipe
    Steps(List<Family> families, int fits, Consumer<ModelTrainer.Progress> progress) {
        this.progress = progress;
        for (var family : families) {
            if (family instanceof Family.Single(String algorithm, List<Recipe> recipes)) {
                recipes.forEach(recipe -> names.put(recipe, algorithm));
            }
        }
        this.total = names.keySet().stream().mapToDouble(Recipe::effort).sum() * fits;
    }

    String name(Recipe recipe) {
        return names.getOrDefault(recipe, "model");
    }

    void done(String step, Recipe recipe) {
        done = Math.min(total, done + recipe.effort());
        progress.accept(new ModelTrainer.Progress(step, done / total));
    }

    /// Names what is done now; the share stays.
    void begin(String step) {
        progress.accept(new ModelTrainer.Progress(step, done / total));
    }

    void finish(String step) {
        done = total;
        progress.accept(new ModelTrainer.Progress(step, 1));
    }
}
