package io.holdfast.adapters.ml.compiled;

import java.util.ArrayList;
import java.util.List;

/// A model before calibration: `intercept + linear part + tree part`. Every candidate has this
/// form, and so has an average of candidates.
public final class RawModel {

    private final double intercept;
    private final Shape[] shapes;
    private final TreeEnsemble trees;
    private final TreeShap shap;

    /// @param shapes one for each feature of the contract
    public RawModel(double intercept, List<Shape> shapes, TreeEnsemble trees) {
        this.intercept = intercept;
        this.shapes = shapes.toArray(Shape[]::new);
        this.trees = trees;
        this.shap = new TreeShap(trees);
    }

    /// Only trees.
    public static RawModel ofTrees(double intercept, List<TreeNode> trees, int features) {
        var none = new ArrayList<Shape>(features);
        for (int i = 0; i < features; i++) {
            none.add(new Shape.None());
        }
        return new RawModel(intercept, none, new TreeEnsemble(trees));
    }

    /// The model whose score is `share * left + (1 - share) * right`, where no feature has a shape
    /// in both.
    public static RawModel mix(RawModel left, RawModel right, double share) {
        var shapes = new ArrayList<Shape>();
        for (int i = 0; i < left.shapes.length; i++) {
            if (left.shapes[i] instanceof Shape.None) {
                shapes.add(right.shapes[i].scaled(1 - share));
            } else if (right.shapes[i] instanceof Shape.None) {
                shapes.add(left.shapes[i].scaled(share));
            } else {
                throw new IllegalArgumentException("both models have a shape for feature " + i);
            }
        }
        var trees = new ArrayList<TreeNode>();
        left.trees.trees().forEach(tree -> trees.add(tree.scaled(share)));
        right.trees.trees().forEach(tree -> trees.add(tree.scaled(1 - share)));
        return new RawModel(
                share * left.intercept + (1 - share) * right.intercept,
                shapes,
                new TreeEnsemble(trees));
    }

    public int features() {
        return shapes.length;
    }

    public double intercept() {
        return intercept;
    }

    List<Shape> shapes() {
        return List.of(shapes);
    }

    public TreeEnsemble trees() {
        return trees;
    }

    /// The raw score; allocates nothing.
    public double raw(double[] x) {
        double sum = intercept;
        for (int i = 0; i < shapes.length; i++) {
            sum += shapes[i].at(x[i]);
        }
        return sum + trees.sum(x);
    }

    /// The mean raw score of the training rows.
    double mean() {
        double mean = intercept;
        for (var shape : shapes) {
            mean += shape.mean();
        }
        return mean + trees.mean();
    }

    /// Shapley values of the raw score, which add up to `raw(x) - mean()`.
    double[] contributions(double[] x) {
        var phi = new double[shapes.length];
        shap.addTo(phi, x);
        for (int i = 0; i < shapes.length; i++) {
            phi[i] += shapes[i].at(x[i]) - shapes[i].mean();
        }
        return phi;
    }
}
