package io.holdfast.adapters.ml.compiled;

/// Turns a raw score into the log-odds of a probability; never falls as the score rises, apart from
/// a Platt curve with a negative slope.
public sealed interface Calibration {

    /// Probabilities are kept this far from 0 and 1, so that log-odds stay finite and one wrong
    /// answer cannot cost an unbounded log loss.
    double MARGIN = 1e-6;

    /// The log-odds of `1 - MARGIN`.
    double MAX_LOG_ODDS = Math.log((1 - MARGIN) / MARGIN);

    /// Before the margin is applied; allocates nothing.
    double logOdds(double raw);

    default double probability(double raw) {
        return sigmoid(clip(logOdds(raw)));
    }

    static double clip(double logOdds) {
        return Math.clamp(logOdds, -MAX_LOG_ODDS, MAX_LOG_ODDS);
    }

    static double sigmoid(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    /// Platt scaling: `slope * raw + offset`.
    record Platt(double slope, double offset) implements Calibration {
        @Override
        public double logOdds(double raw) {
            return slope * raw + offset;
        }
    }

    /// Isotonic regression: straight lines between its blocks' mean scores, level beyond them.
    final class Isotonic implements Calibration {

        private final Shape.Curve curve;

        /// @param raw rising strictly
        /// @param logOdds never falling
        public Isotonic(double[] raw, double[] logOdds) {
            for (int i = 1; i < logOdds.length; i++) {
                if (!(logOdds[i - 1] <= logOdds[i])) {
                    throw new IllegalArgumentException("isotonic log-odds must not fall");
                }
            }
            curve = new Shape.Curve(raw, logOdds, 0, 0);
        }

        @Override
        public double logOdds(double raw) {
            return curve.at(raw);
        }

        double[] raw() {
            return curve.points();
        }

        double[] logOdds() {
            return curve.values();
        }
    }
}
