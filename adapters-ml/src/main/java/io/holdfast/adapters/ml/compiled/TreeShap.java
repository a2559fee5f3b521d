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
/// Read by branches instead of leaves, this takes a few operations for each. Let a branch test
/// feature `i`. Of its training rows the share `z` passes; `h` is 1 if the row passes, else 0. `b` is
/// the share that passes all earlier tests of `i` on the path, and let the row pass them too. Then
/// the path's factor of `i` is `F = t + (1-t) b` at the branch and `t h + (1-t) b z` after the edge
/// inside. Their quotient, by which the path's product grows along this edge, and its derivative are
///
///     f(t) = z + t (h - z) / F(t)        f'(t) = b (h - z) / F(t)^2
///
/// and `1 - f` is the quotient of the edge outside. Let `P` be the product of the path down to the
/// branch and `S` the sum of the leaves below an edge, each times the quotients of the edges between.
/// As `o_i - z_i` is the derivative of the factor of `i`, a leaf gives `i` its value times the whole
/// product times the logarithmic derivative of that factor. What the branch changes in this, the
/// earlier tests of `i` being accounted for above, is `f'/f` on one side and `-f'/(1-f)` on the
/// other. So its part in the value of `i` is
///
///     integral over t in [0,1] of  P(t) f'(t) (S_inside(t) - S_outside(t))
///
/// If the row has failed an earlier test of `i`, then `F = (1-t) b`, the quotient is `z` and the part
/// is 0: what the formulas give with `h - z` set to 0. So `h - z`, which the code calls the lean of a
/// branch, is all that depends on the row.
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
