package io.holdfast.adapters.web.models.rollout;

import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.application.models.ChangeRollout;
import io.holdfast.application.models.RolloutChange;
import io.holdfast.domain.models.rollout.Deployment;

/// Changes rollouts in the name of the caller, and refuses with the problem of every outcome but a
/// change.
final class RolloutChanges {

    private final ChangeRollout changeRollout;

    RolloutChanges(ChangeRollout changeRollout) {
        this.changeRollout = changeRollout;
    }

    Deployment make(
            Exchange exchange, String contractName, RolloutChange change, RolloutBody.Note note) {
        var command =
                new ChangeRollout.Command(
                        contractName,
                        change,
                        note.revision(),
                        exchange.caller().name(),
                        note.reason());
        return switch (changeRollout.change(command)) {
            case ChangeRollout.Outcome.Changed(var deployment) -> deployment;
            case ChangeRollout.Outcome.UnknownContract(var name) ->
                    throw Refusals.unknownContract(name);
            case ChangeRollout.Outcome.NoRollout(var name) -> throw Refusals.noVersion(name);
            case ChangeRollout.Outcome.Unfit(var reasons) -> throw Refusals.unfit(reasons);
            case ChangeRollout.Outcome.Conflict() -> throw Refusals.overtaken();
        };
    }

    /// The version in production before the change; the same as after it where there was none.
    static int championBefore(Deployment deployment) {
        return switch (deployment.from()) {
            case Deployment.Before.Was(var rollout) -> rollout.champion();
            case Deployment.Before.Nothing() -> deployment.to().champion();
        };
    }
}
