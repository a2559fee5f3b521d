package io.holdfast.adapters.ml.smile;

import io.holdfast.adapters.ml.compiled.TreeNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import smile.data.AbstractTuple;
import smile.data.DataFrame;
import smile.data.measure.NominalScale;
import smile.data.type.DataTypes;
import smile.data.type.StructField;
import smile.data.type.StructType;
import smile.data.vector.IntVector;
import smile.data.vector.ValueVector;
import smile.model.cart.CART;
import smile.model.cart.InternalNode;
import smile.model.cart.LeafNode;
import smile.model.cart.Node;
import smile.model.cart.NominalNode;

/// Training rows as Smile's trees want them, and the way back from Smile's trees to ours.
///
/// A number is replaced by its rank among the distinct training values, because Smile takes values
/// closer than 1e-7 for equal; a missing number has rank -1. A missing category is one category
/// more. Features that do not vary are left out.
final class TreeFrame {

    private static final int MISSING_RANK = -1;

    private final List<Column> columns;
    private final DataFrame frame;
    private final int[][] order;

    /// @param distinct the sorted distinct values of a number; empty for a category
    /// @param missing whether a training row lacks the value
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Column(int feature, int categories, double[] distinct, boolean missing) {

        int code(double value) {
            if (categories > 0) {
                return Double.isNaN(value) ? categories : (int) value;
            }
            return Double.isNaN(value) ? MISSING_RANK : Arrays.binarySearch(distinct, value);
        }
    }

    TreeFrame(Rows rows) {
        columns = new ArrayList<>();
        var vectors = new ArrayList<ValueVector>();
        for (int f = 0; f < rows.features().size(); f++) {
            if (rows.varies(f)) {
                var column = column(rows, f);
                columns.add(column);
                vectors.add(vector(rows, column));
            }
        }
        frame = new DataFrame(vectors.toArray(ValueVector[]::new));
        order = CART.order(frame);
    }

    private static Column column(Rows rows, int feature) {
        var values = Arrays.stream(rows.x()).mapToDouble(row -> row[feature]).toArray();
        boolean missing = Arrays.stream(values).anyMatch(Double::isNaN);
        int categories = rows.categories(feature);
        var distinct =
                categories > 0
                        ? new double[0]
                        : Arrays.stream(values)
                                .filter(value -> !Double.isNaN(value))
                                .sorted()
                                .distinct()
                                .toArray();
        return new Column(feature, categories, distinct, missing);
    }

    private static IntVector vector(Rows rows, Column column) {
        var codes = Arrays.stream(rows.x()).mapToInt(row -> column.code(row[column.feature()]));
        var name = "f" + column.feature();
        if (column.categories() == 0) {
            return new IntVector(name, codes.toArray());
        }
        var levels = new String[column.categories() + 1];
        Arrays.setAll(levels, i -> "c" + i);
        var field = new StructField(name, DataTypes.IntType, new NominalScale(levels));
        return new IntVector(field, codes.toArray());
    }

    DataFrame frame() {
        return frame;
    }

    /// For Smile's tree constructors: row positions by ascending value.
    int[][] order() {
        return order;
    }

    int columns() {
        return columns.size();
    }

    /// Smile's tree over the raw features of the contract.
    TreeNode compile(Node node, ToDoubleFunction<LeafNode> value) {
        if (node instanceof LeafNode leaf) {
            return new TreeNode.Leaf(value.applyAsDouble(leaf), 0);
        }
        if (!(node instanceof InternalNode split)) {
            throw new IllegalStateException("unknown node " + node.getClass());
        }
        var column = columns.get(split.feature());
        var inside = compile(split.trueChild(), value);
        var outside = compile(split.falseChild(), value);
        var probe = new Probe(frame.schema());
        boolean missingInside =
                column.missing()
                        ? probe.passes(split, column.code(Double.NaN))
                        : split.trueChild().size() >= split.falseChild().size();
        boolean category = split instanceof NominalNode;
        double at = category ? category(split, column, probe) : threshold(split, column, probe);
        return new TreeNode.Branch(column.feature(), category, at, missingInside, inside, outside);
    }

    private static int category(InternalNode split, Column column, Probe probe) {
        int category = 0;
        while (!probe.passes(split, category)) {
            category++;
            if (category > column.categories()) {
                throw new IllegalStateException("a split that no category passes");
            }
        }
        return category;
    }

    /// Half-way between the last value that passes and the first that does not; below all values
    /// when only missing passes. Smile keeps its thresholds to itself, so they are found by asking.
    private static double threshold(InternalNode split, Column column, Probe probe) {
        var distinct = column.distinct();
        int passing = MISSING_RANK;
        int failing = distinct.length;
        while (failing - passing > 1) {
            int middle = (passing + failing) >>> 1;
            if (probe.passes(split, middle)) {
                passing = middle;
            } else {
                failing = middle;
            }
        }
        if (passing == MISSING_RANK) {
            return Double.NEGATIVE_INFINITY;
        }
        if (failing == distinct.length) {
            return distinct[passing];
        }
        double middle = distinct[passing] / 2 + distinct[failing] / 2;
        return middle >= distinct[passing] && middle < distinct[failing]
                ? middle
                : distinct[passing];
    }

    /// A row in which every feature has the same code.
    private static final class Probe extends AbstractTuple {
        private static final long serialVersionUID = 1L;

        private int code;

        Probe(StructType schema) {
            super(schema);
        }

        boolean passes(InternalNode split, int asked) {
            code = asked;
            return split.branch(this);
        }

        @Override
        public Object get(int i) {
            return code;
        }

        @Override
        public int getInt(int i) {
            return code;
        }

        @Override
        public double getDouble(int i) {
            return code;
        }
    }
}
