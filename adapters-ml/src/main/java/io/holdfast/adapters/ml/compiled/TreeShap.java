package io.holdfast.adapters.ml.compiled;

import java.util.List;

/// Exact path-dependent Shapley values of a sum of trees (the values of Lundberg et al., "Consistent
/// individualized feature attribution for tree ensembles", 2018), in time proportional to the nodes.
///
/// A leaf of value `v` is reached through the features `j` of its path. `z_j` is the share of
/// training rows that pass the path's tests of `j`, `o_j` is 1 if the row itself passes them, else
/// 0. With the Shapley weights written as integrals, `k! (m-1-k)! / m! = B(k+1, m-k)`, the leaf's
/// part in the value of feature `i` is
///
///     v (o_i - z_i) * integral over t in [0,1] of  product over j != i of (t o_j + (1-t) z_j)
///
/// The integrand is a polynomial in `t` of a degree below the number of features on the path, which
/// a quadrature integrates exactly (for Shapley values in general: Owen, "Multilinear extensions of
/// games", 1972).
///
/// Read by branches instead of leaves, this takes a few operations for each. A branch tests feature
/// `i`, which the share `z` of its training rows passes; `b` is the share that passes all earlier
/// tests of `i` on the path, and the row passes them too (else see below). The path's factor of `i`
/// is `F = t + (1-t) b` at the branch, and after the edge inside it is `t h + (1-t) b z`, with `h` 1
/// if the row passes, else 0. The quotient, by which the product grows along the edge, is
///
///     f(t) = z + t (h - z) / F(t)       and    f'(t) = b (h - z) / F(t)^2;
///
/// along the edge outside it is `1 - f(t)`. Let `P` be the product of the path to the branch and
/// `S` the sum of the leaves below a child, each times the quotients between. Summing the formula
/// above over the leaves below a branch, the terms of earlier tests of `i` cancel, and what is left
/// as the branch's part in the value of `i` is
///
///     (the derivative of log F comes from above, so only f' counts)
///     integral of  P(t) f'(t) (S_inside(t) - S_outside(t))
///
/// Once the row has failed an earlier test of `i`, the quotient is `z` and the part is 0: the same
/// formulas with `h - z` set to 0. So `h - z` is all that depends on the row.
final class TreeShap {

    private final List<ShapGroup> groups;

    TreeShap(TreeEnsemble trees) {
        groups = ShapGroup.of(trees);
    }

    /// Adds the values to `phi`, one for each feature.
    void addTo(double[] phi, double[] x) {
        var walk = new ShapWalk(groups);
        for (var group : groups) {
            walk.addTo(phi, x, group);
        }
    }
}
