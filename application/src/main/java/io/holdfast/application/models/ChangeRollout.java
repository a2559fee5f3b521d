package io.holdfast.application.models;

import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.models.FeatureContracts;
import io.holdfast.domain.models.ModelLoader;
import io.holdfast.domain.models.ModelRegistry;
import io.holdfast.domain.models.rollout.Deployment;
import io.holdfast.domain.models.rollout.Rollout;
import io.holdfast.domain.models.rollout.Rollouts;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Changes which versions of a contract's model answer. Every change is in the ledger; a version
/// that cannot be loaded, or that takes another contract version than the ones beside it, never
/// gets to answer.
public final class ChangeRollout {

    /// @param revision the change is made to this one only, or to any
    /// @param by who asks
    public record Command(
            String contractName,
            RolloutChange change,
            Revision revision,
            String by,
            String reason) {}

    public sealed interface Revision {
        record Any() implements Revision {}

        record Exactly(long number) implements Revision {}
    }

    public sealed interface Outcome {
        record Changed(Deployment deployment) implements Outcome {}

        record UnknownContract(String name) implements Outcome {}

        /// The contract has no version yet.
        record NoRollout(String contractName) implements Outcome {}

        /// Nothing was changed; every reason is named.
        record Unfit(List<String> reasons) implements Outcome {}

        /// Another change came first; nothing was changed.
        record Conflict() implements Outcome {}
    }

    private static final int TRIES_MAX = 5;

    private final Transactions transactions;
    private final Rollouts rollouts;
    private final FeatureContracts contracts;
    private final VersionLoader loader;
    private final IdSource ids;
    private final InstantSource clock;

    public ChangeRollout(
            Transactions transactions,
            Rollouts rollouts,
            ModelRegistry registry,
            FeatureContracts contracts,
            ModelLoader loader,
            IdSource ids,
            InstantSource clock) {
        this.transactions = transactions;
        this.rollouts = rollouts;
        this.contracts = contracts;
        this.loader = new VersionLoader(registry, contracts, loader);
        this.ids = ids;
        this.clock = clock;
    }

    public Outcome change(Command command) {
        var outcome = changeOnce(command);
        // An emergency does not wait for whoever else is changing something.
        for (int again = 1; again < TRIES_MAX && isOvertakenEmergency(command, outcome); again++) {
            outcome = changeOnce(command);
        }
        return outcome;
    }

    private static boolean isOvertakenEmergency(Command command, Outcome outcome) {
        return outcome instanceof Outcome.Conflict
                && command.revision() instanceof Revision.Any
                && command.change().kind() == Deployment.Kind.ROLLED_BACK;
    }

    private Outcome changeOnce(Command command) {
        var current = rollouts.find(command.contractName());
        if (current.isEmpty()) {
            return contracts.latest(command.contractName()).isPresent()
                    ? new Outcome.NoRollout(command.contractName())
                    : new Outcome.UnknownContract(command.contractName());
        }
        var from = current.get();
        if (command.revision() instanceof Revision.Exactly(var revision)
                && revision != from.revision()) {
            return new Outcome.Conflict();
        }
        var reasons = new ArrayList<>(command.change().faults(from));
        var contract = from.contract();
        for (int version : command.change().newVersions(from)) {
            switch (loader.load(command.contractName(), version)) {
                case VersionLoader.Outcome.Unfit(var reason) -> reasons.add(reason);
                case VersionLoader.Outcome.Loaded(var model) -> {
                    var its = model.version().contract();
                    if (command.change().isAlone()) {
                        contract = its;
                    } else if (!its.equals(contract)) {
                        reasons.add(
                                "v%d takes contract %s and cannot answer beside versions of %s"
                                        .formatted(version, its, contract));
                    }
                }
            }
        }
        if (!reasons.isEmpty()) {
            return new Outcome.Unfit(List.copyOf(reasons));
        }
        var now = clock.instant();
        var to =
                command.change()
                        .decide(from, contract, ids.next().toString(), now)
                        .asRevision(from.revision() + 1);
        return save(command, from, to);
    }

    /// The versions were loaded before: the comparison of revisions settles who came first.
    private Outcome save(Command command, Rollout from, Rollout to) {
        var deployment =
                new Deployment(
                        ids.next(),
                        command.change().kind(),
                        new Deployment.Before.Was(from),
                        to,
                        command.by(),
                        command.reason(),
                        clock.instant());
        return switch (transactions.call(() -> rollouts.save(deployment))) {
            case Rollouts.Saved.Stored() -> new Outcome.Changed(deployment);
            case Rollouts.Saved.Conflict() -> new Outcome.Conflict();
        };
    }
}
