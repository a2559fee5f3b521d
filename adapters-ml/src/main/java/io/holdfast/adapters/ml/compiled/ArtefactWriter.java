package io.holdfast.adapters.ml.compiled;

import java.io.DataOutputStream;
import java.io.IOException;

/// Writes what lies between the head and the digest of an artefact.
final class ArtefactWriter {

    static final int PLATT = 1;
    static final int ISOTONIC = 2;
    static final int NONE = 0;
    static final int TABLE = 1;
    static final int CURVE = 2;
    static final int LEAF = 0;
    static final int NUMBER = 1;
    static final int CATEGORY = 2;
    static final int MISSING_INSIDE = 4;

    private final DataOutputStream out;

    ArtefactWriter(DataOutputStream out) {
        this.out = out;
    }

    void write(ServedModel served) throws IOException {
        var name = Artefact.utf8(served.contract().name());
        out.writeByte(name.length);
        out.write(name);
        out.writeInt(served.contract().version());
        var model = served.model();
        out.writeShort(model.features());
        calibration(served.calibration());
        out.writeDouble(model.intercept());
        for (var shape : model.shapes()) {
            shape(shape);
        }
        var trees = model.trees().trees();
        out.writeInt(trees.size());
        for (var tree : trees) {
            node(tree);
        }
    }

    private void calibration(Calibration calibration) throws IOException {
        switch (calibration) {
            case Calibration.Platt(double slope, double offset) -> {
                out.writeByte(PLATT);
                out.writeDouble(slope);
                out.writeDouble(offset);
            }
            case Calibration.Isotonic isotonic -> {
                out.writeByte(ISOTONIC);
                points(isotonic.raw(), isotonic.logOdds());
            }
        }
    }

    private void shape(Shape shape) throws IOException {
        switch (shape) {
            case Shape.None() -> out.writeByte(NONE);
            case Shape.Table table -> {
                out.writeByte(TABLE);
                out.writeDouble(table.missing());
                out.writeDouble(table.mean());
                var values = table.values();
                out.writeInt(values.length);
                for (double value : values) {
                    out.writeDouble(value);
                }
            }
            case Shape.Curve curve -> {
                out.writeByte(CURVE);
                out.writeDouble(curve.missing());
                out.writeDouble(curve.mean());
                points(curve.points(), curve.values());
            }
        }
    }

    private void points(double[] x, double[] y) throws IOException {
        out.writeInt(x.length);
        for (int i = 0; i < x.length; i++) {
            out.writeDouble(x[i]);
            out.writeDouble(y[i]);
        }
    }

    /// Preorder: a branch, its inside, its outside.
    private void node(TreeNode node) throws IOException {
        switch (node) {
            case TreeNode.Leaf(double value, int cover) -> {
                out.writeByte(LEAF);
                out.writeDouble(value);
                out.writeInt(cover);
            }
            case TreeNode.Branch b -> {
                out.writeByte(
                        (b.category() ? CATEGORY : NUMBER)
                                | (b.missingInside() ? MISSING_INSIDE : 0));
                out.writeShort(b.feature());
                if (b.category()) {
                    out.writeShort((int) b.at());
                } else {
                    out.writeDouble(b.at());
                }
                node(b.inside());
                node(b.outside());
            }
        }
    }
}
