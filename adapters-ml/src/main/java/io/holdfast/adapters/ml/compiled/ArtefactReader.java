package io.holdfast.adapters.ml.compiled;

import io.holdfast.adapters.ml.compiled.Artefact.MalformedArtefactException;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.FeatureContract;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads what lies between the head and the digest. Every count is held against the bytes that are
/// left before anything is allocated for it, every number against its range.
final class ArtefactReader {

    static final int MAX_TREES = 100_000;

    /// Sums of values within it stay finite.
    static final double MAX_VALUE = 1e100;

    private static final int LEAF_BYTES = 1 + Double.BYTES + Integer.BYTES;

    private final ByteBuffer in;
    private int features;

    ArtefactReader(ByteBuffer in) {
        this.in = in;
    }

    ServedModel read() throws MalformedArtefactException {
        var contract = contract();
        features = unsigned16();
        if (features < 1 || features > FeatureContract.MAX_FEATURES) {
            throw new MalformedArtefactException("feature count " + features);
        }
        var calibration = calibration();
        double intercept = value();
        var shapes = new ArrayList<Shape>(features);
        for (int i = 0; i < features; i++) {
            shapes.add(shape());
        }
        var trees = trees();
        if (in.hasRemaining()) {
            throw new MalformedArtefactException(in.remaining() + " bytes too many");
        }
        return new ServedModel(
                contract, new RawModel(intercept, shapes, new TreeEnsemble(trees)), calibration);
    }

    private ContractId contract() throws MalformedArtefactException {
        int length = unsigned8();
        need(length);
        var name = new byte[length];
        in.get(name);
        int version = int32();
        try {
            return new ContractId(new String(name, StandardCharsets.UTF_8), version);
        } catch (IllegalArgumentException e) {
            throw new MalformedArtefactException("contract: " + e.getMessage());
        }
    }

    private Calibration calibration() throws MalformedArtefactException {
        int kind = unsigned8();
        switch (kind) {
            case ArtefactWriter.PLATT -> {
                return new Calibration.Platt(value(), value());
            }
            case ArtefactWriter.ISOTONIC -> {
                var points = points();
                try {
                    return new Calibration.Isotonic(points[0], points[1]);
                } catch (IllegalArgumentException e) {
                    throw new MalformedArtefactException("calibration: " + e.getMessage());
                }
            }
            default -> throw new MalformedArtefactException("calibration kind " + kind);
        }
    }

    private Shape shape() throws MalformedArtefactException {
        int kind = unsigned8();
        switch (kind) {
            case ArtefactWriter.NONE -> {
                return new Shape.None();
            }
            case ArtefactWriter.TABLE -> {
                double missing = value();
                double mean = value();
                var values = new double[count(Double.BYTES)];
                for (int i = 0; i < values.length; i++) {
                    values[i] = value();
                }
                return new Shape.Table(values, missing, mean);
            }
            case ArtefactWriter.CURVE -> {
                double missing = value();
                double mean = value();
                var points = points();
                try {
                    return new Shape.Curve(points[0], points[1], missing, mean);
                } catch (IllegalArgumentException e) {
                    throw new MalformedArtefactException("shape: " + e.getMessage());
                }
            }
            default -> throw new MalformedArtefactException("shape kind " + kind);
        }
    }

    private double[][] points() throws MalformedArtefactException {
        int count = count(2 * Double.BYTES);
        var points = new double[2][count];
        for (int i = 0; i < count; i++) {
            points[0][i] = threshold();
            points[1][i] = value();
        }
        return points;
    }

    private List<TreeNode> trees() throws MalformedArtefactException {
        int count = count(LEAF_BYTES);
        if (count > MAX_TREES) {
            throw new MalformedArtefactException("tree count " + count);
        }
        var trees = new ArrayList<TreeNode>(count);
        long rows = -1;
        for (int i = 0; i < count; i++) {
            var tree = node(0);
            long cover = cover(tree);
            if (cover > Integer.MAX_VALUE || (rows >= 0 && rows != cover)) {
                throw new MalformedArtefactException("trees differ in their training rows");
            }
            rows = cover;
            trees.add(tree);
        }
        return trees;
    }

    private static long cover(TreeNode node) {
        return switch (node) {
            case TreeNode.Leaf leaf -> leaf.cover();
            case TreeNode.Branch b -> cover(b.inside()) + cover(b.outside());
        };
    }

    private TreeNode node(int depth) throws MalformedArtefactException {
        if (depth > TreeEnsemble.MAX_DEPTH) {
            throw new MalformedArtefactException("a tree is deeper than " + TreeEnsemble.MAX_DEPTH);
        }
        int kind = unsigned8();
        if (kind == ArtefactWriter.LEAF) {
            double value = value();
            int cover = int32();
            if (cover < 1) {
                throw new MalformedArtefactException("a leaf without training rows");
            }
            return new TreeNode.Leaf(value, cover);
        }
        boolean category = (kind & ArtefactWriter.CATEGORY) != 0;
        boolean missingInside = (kind & ArtefactWriter.MISSING_INSIDE) != 0;
        int known = ArtefactWriter.NUMBER | ArtefactWriter.CATEGORY | ArtefactWriter.MISSING_INSIDE;
        if ((kind & ~known) != 0 || category == ((kind & ArtefactWriter.NUMBER) != 0)) {
            throw new MalformedArtefactException("node kind " + kind);
        }
        int feature = unsigned16();
        if (feature >= features) {
            throw new MalformedArtefactException("a node asks for feature " + feature);
        }
        double at = category ? unsigned16() : threshold();
        return new TreeNode.Branch(
                feature, category, at, missingInside, node(depth + 1), node(depth + 1));
    }

    /// Minus infinity is allowed: it parts the missing values from all others.
    private double threshold() throws MalformedArtefactException {
        double value = float64();
        if (Double.isNaN(value) || value == Double.POSITIVE_INFINITY) {
            throw new MalformedArtefactException("a threshold that is not a number");
        }
        return value;
    }

    private int count(int bytesEach) throws MalformedArtefactException {
        int count = int32();
        if (count < 0 || (long) count * bytesEach > in.remaining()) {
            throw new MalformedArtefactException("count " + count + " exceeds the bytes left");
        }
        return count;
    }

    private double value() throws MalformedArtefactException {
        double value = float64();
        if (!(Math.abs(value) <= MAX_VALUE)) {
            throw new MalformedArtefactException("a value out of range");
        }
        return value;
    }

    private double float64() throws MalformedArtefactException {
        need(Double.BYTES);
        return in.getDouble();
    }

    private int int32() throws MalformedArtefactException {
        need(Integer.BYTES);
        return in.getInt();
    }

    private int unsigned16() throws MalformedArtefactException {
        need(Short.BYTES);
        return in.getShort() & 0xffff;
    }

    private int unsigned8() throws MalformedArtefactException {
        need(1);
        return in.get() & 0xff;
    }

    private void need(int bytes) throws MalformedArtefactException {
        if (in.remaining() < bytes) {
            throw new MalformedArtefactException("ends too early");
        }
    }
}
