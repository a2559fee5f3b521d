package io.holdfast.bootstrap.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Lets several requests take turns, so that each meets the same machine.
final class Contest {

    /// @param request made beforehand
    record Side(Load load, byte[] request) {}

    private final Effort effort;

    Contest(Effort effort) {
        this.effort = effort;
    }

    /// All turns of each side together, in the order of the sides.
    List<Load.Turn> run(List<Side> sides) throws IOException, InterruptedException {
        for (var side : sides) {
            var _ = side.load().run(side.request(), effort.warmUp());
        }
        var sums = new ArrayList<Load.Turn>();
        for (int round = 0; round < effort.rounds(); round++) {
            for (int i = 0; i < sides.size(); i++) {
                var turn = sides.get(i).load().run(sides.get(i).request(), effort.slice());
                if (round == 0) {
                    sums.add(turn);
                } else {
                    sums.set(i, sums.get(i).plus(turn));
                }
            }
        }
        return sums;
    }
}
