package io.holdfast.application.models;

import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.ModelRegistry;
import io.holdfast.domain.models.ModelVersion;
import io.holdfast.domain.models.Stage;
import io.holdfast.domain.models.TrainedModel;
import io.holdfast.domain.models.rollout.Deployment;
import io.holdfast.domain.models.rollout.Rollout;
import io.holdfast.domain.models.rollout.Rollouts;
import io.holdfast.domain.models.rollout.Steering;
import java.time.InstantSource;
import java.util.function.Consumer;

/// Gives a trained model its number and its place: the first of a contract goes into production, a
/// later one into staging with a small share. Where an experiment or a ramp is running, or the
/// contract version differs, or staging was turned off with a share of 0, it answers nobody until
/// somebody says so.
final class RegisterVersion {

    private static final int TRIES_MAX = 5;

    /// @param stage what it is used for now
    record Registered(ModelVersion version, Stage stage) {}

    /// Another change of the rollout was committed between reading and saving.
    private static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Transactions transactions;
    private final ModelRegistry registry;
    private final Rollouts rollouts;
    private final IdSource ids;
    private final InstantSource clock;

    RegisterVersion(
            Transactions transactions,
            ModelRegistry registry,
            Rollouts rollouts,
            IdSource ids,
            InstantSource clock) {
        this.transactions = transactions;
        this.registry = registry;
        this.rollouts = rollouts;
        this.ids = ids;
        this.clock = clock;
    }

    /// @param alongside done in the same transaction; what it throws undoes the registration
    Registered register(
            ContractId contract, TrainedModel model, String by, Consumer<Registered> alongside) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transactions.call(() -> {
                    var registered = registerOnce(contract, model, by);
                    alongside.accept(registered);
                    return registered;
                });
            } catch (Overtaken e) {
                if (attempt == TRIES_MAX) {
                    throw new IllegalStateException("the rollout changes all the time", e);
                }
            }
        }
    }

    private Registered registerOnce(ContractId contract, TrainedModel model, String by) {
        var now = clock.instant();
        var version = registry.register(contract, model, now);
        int number = version.number();
        var current = rollouts.find(contract.name());
        var before =
                current.<Deployment.Before>map(Deployment.Before.Was::new)
                        .orElseGet(Deployment.Before.Nothing::new);
        var salt = ids.next().toString();
        var next =
                current.map(rollout -> placed(rollout, version, salt))
                        .orElseGet(() -> Rollout.first(contract, number, salt));
        var change =
                new Deployment(
                        ids.next(),
                        Deployment.Kind.REGISTERED,
                        before,
                        next.asRevision(current.map(Rollout::revision).orElse(0L) + 1),
                        by,
                        "%s was trained: %s".formatted(version.label(), version.algorithm()),
                        now);
        return switch (rollouts.save(change)) {
            case Rollouts.Saved.Stored() -> new Registered(version, next.stageOf(number));
            case Rollouts.Saved.Conflict() -> throw new Overtaken();
        };
    }

    private static Rollout placed(Rollout rollout, ModelVersion version, String salt) {
        boolean free =
                rollout.steering() instanceof Steering.Manual && rollout.challengers().size() <= 1;
        if (!free || !rollout.contract().equals(version.contract())) {
            return rollout;
        }
        boolean off =
                !rollout.challengers().isEmpty() && rollout.challengers().getFirst().share() == 0;
        return rollout.challenged(version.number(), off ? 0 : Rollout.FIRST_SHARE, salt);
    }
}
