package io.holdfast.adapters.ml.compiled;

import io.holdfast.domain.models.CompiledModel;
import io.holdfast.domain.models.ContractId;
import java.util.ArrayList;
import java.util.SplittableRandom;

/// Made-up trees of which every leaf lies at the greatest depth: no model of as many trees costs
/// more to score or to explain.
public final class FullTrees {

    private static final ContractId MADE_UP = new ContractId("made-up", 1);
    private static final int COVER_MAX = 100;

    private FullTrees() {}

    /// The same arguments make the same model.
    public static CompiledModel model(int trees, int features, long seed) {
        var random = new SplittableRandom(seed);
        var grown = new ArrayList<TreeNode>(trees);
        for (int t = 0; t < trees; t++) {
            grown.add(node(TreeEnsemble.MAX_DEPTH, features, 1.0 / trees, random));
        }
        return new ServedModel(
                MADE_UP, RawModel.ofTrees(0, grown, features), new Calibration.Platt(1, 0));
    }

    private static TreeNode node(int levels, int features, double scale, SplittableRandom random) {
        if (levels == 0) {
            return new TreeNode.Leaf(scale * random.nextGaussian(), 1 + random.nextInt(COVER_MAX));
        }
        return new TreeNode.Branch(
                random.nextInt(features),
                false,
                random.nextGaussian(),
                random.nextBoolean(),
                node(levels - 1, features, scale, random),
                node(levels - 1, features, scale, random));
    }
}
