package io.holdfast.domain.models.rollout;

import java.time.Instant;
import java.util.UUID;

/// Who changes a rollout's shares.
public sealed interface Steering {

    /// People, by each of their calls.
    record Manual() implements Steering {}

    /// The ramp, on its own, until it promotes the challenger or takes it back.
    ///
    /// @param step the index of the present share in the ramp's steps
    /// @param startedAt of the ramp
    /// @param stepSince when the present share was set
    record Ramping(Ramp ramp, int step, Instant startedAt, Instant stepSince) implements Steering {
        public Ramping {
            if (step < 0 || step >= ramp.steps().size()) {
                throw new IllegalArgumentException("a ramp has no step " + step);
            }
        }
    }

    /// Nobody: an experiment needs its shares to stay.
    record Experimenting(UUID experiment) implements Steering {}
}
