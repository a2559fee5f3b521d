package io.holdfast.application.scoring;

import io.holdfast.application.models.ServedModels;
import io.holdfast.application.models.ServedRollout;
import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.models.Entity;
import io.holdfast.domain.models.RowStream;
import io.holdfast.domain.models.Table;
import io.holdfast.domain.models.TableBinding;
import io.holdfast.domain.models.TableBinding.IdentifierColumn;
import io.holdfast.domain.models.TableBinding.LabelColumn;
import io.holdfast.domain.scoring.CustomerScores;
import io.holdfast.domain.scoring.CustomerScores.Score;
import io.holdfast.domain.scoring.Prediction;
import io.holdfast.domain.scoring.StoredFeatures;
import io.holdfast.domain.scoring.StoredFeatures.FeatureSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/// Scores every stored customer by what is stored of it, each by its arm of the rollout, and keeps
/// the newest score of each. What is in memory does not grow with the base. Nothing is logged: the
/// scores of a whole base are no answers to a client.
///
/// A run that ends before the base does may be begun anew at any time; what it stored stays until
/// then.
public final class RescoreCustomers {

    /// The contracts whose entities are customers and whose features are computed from facts.
    public static final List<FeatureSet> SETS = List.of(FeatureSet.ECOMMERCE, FeatureSet.RFM);

    private static final int PAGE = 5_000;

    /// @param asOf only facts before it count
    public record Command(FeatureSet set, Instant asOf) {
        public Command {
            if (!SETS.contains(set)) {
                throw new IllegalArgumentException("not of customers: " + set.contract());
            }
        }
    }

    public sealed interface Outcome {
        /// @param refused customers whose features the contract did not take
        record Rescored(CustomerScores.Run run, long customers, long refused) implements Outcome {}

        record NoModel(String contractName) implements Outcome {}

        /// Another run of the contract goes on.
        record Busy(String contractName) implements Outcome {}

        /// Another run took the place of this one, which had been silent for too long.
        record Superseded(String contractName) implements Outcome {}
    }

    private final ServedModels models;
    private final StoredFeatures features;
    private final CustomerScores scores;
    private final IdSource ids;
    private final InstantSource clock;

    public RescoreCustomers(
            ServedModels models,
            StoredFeatures features,
            CustomerScores scores,
            IdSource ids,
            InstantSource clock) {
        this.models = models;
        this.features = features;
        this.scores = scores;
        this.ids = ids;
        this.clock = clock;
    }

    /// An interrupt of the calling thread stops the work between two pages.
    ///
    /// @throws CancellationException when the thread was interrupted
    public Outcome rescore(Command command) {
        var name = command.set().contract();
        return models.of(name)
                .map(rollout -> rescore(command, rollout))
                .orElseGet(() -> new Outcome.NoModel(name));
    }

    /// Rescores, as of now, by every contract whose scores are no longer what they would be: they
    /// were made by another rollout, or they are older than `pause` and facts have changed or a day
    /// has begun (UTC) since. A contract without a model is passed over.
    ///
    /// @return what became of those that were due
    public List<Outcome> rescoreDue(Duration pause) {
        var outcomes = new ArrayList<Outcome>();
        for (var set : SETS) {
            var now = clock.instant();
            models.of(set.contract())
                    .filter(rollout -> isDue(rollout, now, pause))
                    .map(rollout -> rescore(new Command(set, now), rollout))
                    .ifPresent(outcomes::add);
        }
        return List.copyOf(outcomes);
    }

    private boolean isDue(ServedRollout served, Instant now, Duration pause) {
        var rollout = served.rollout();
        var newest = scores.newest(rollout.contract().name());
        if (newest.isEmpty()) {
            return true;
        }
        var run = newest.get().run();
        if (!run.contract().equals(rollout.contract()) || run.revision() != rollout.revision()) {
            return true;
        }
        if (run.asOf().plus(pause).isAfter(now)) {
            return false;
        }
        return !run.asOf().truncatedTo(ChronoUnit.DAYS).equals(now.truncatedTo(ChronoUnit.DAYS))
                || run.factChanges() != scores.factChanges();
    }

    private Outcome rescore(Command command, ServedRollout served) {
        var rollout = served.rollout();
        var name = rollout.contract().name();
        var versions = new ArrayList<Integer>();
        versions.add(rollout.champion());
        rollout.challengers().forEach(arm -> versions.add(arm.version()));
        var run =
                new CustomerScores.Run(
                        ids.next(),
                        rollout.contract(),
                        rollout.revision(),
                        versions,
                        command.asOf(),
                        scores.factChanges(),
                        clock.instant());
        if (!scores.begin(run)) {
            return new Outcome.Busy(name);
        }
        try (var rows = features.all(command.set(), command.asOf())) {
            var pass = new Pass(run, served, rows);
            return pass.isOver()
                    ? new Outcome.Rescored(run, pass.scored, pass.refused)
                    : new Outcome.Superseded(name);
        } catch (RuntimeException e) {
            breakOff(run, e);
            throw e;
        }
    }

    /// The next run need not wait until this one counts as stale.
    private void breakOff(CustomerScores.Run run, RuntimeException failure) {
        boolean interrupted = Thread.interrupted();
        try {
            scores.breakOff(run, clock.instant());
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// One way over the rows.
    private final class Pass {

        private final CustomerScores.Run run;
        private final ServedRollout served;
        private final RowStream rows;
        private final TableBinding binding;
        private long scored;
        private long refused;

        Pass(CustomerScores.Run run, ServedRollout served, RowStream rows) {
            this.run = run;
            this.served = served;
            this.rows = rows;
            this.binding = binding(served, rows);
        }

        /// @return whether the run had its place to the end
        boolean isOver() {
            while (rows.next(PAGE) instanceof RowStream.Batch.Rows(var page)) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("the node is stopping");
                }
                var made = new ArrayList<Score>(page.size());
                for (var row : page) {
                    score(row).ifPresent(made::add);
                }
                int faulty = page.size() - made.size();
                if (!scores.add(run, List.copyOf(made), faulty, clock.instant())) {
                    return false;
                }
                scored += made.size();
                refused += faulty;
            }
            return scores.finish(run, clock.instant());
        }

        /// Empty for what the contract does not take.
        private Optional<Score> score(Table.Row row) {
            return switch (binding.read(row.line(), row, LabelColumn.IGNORED)) {
                case TableBinding.RowContent.Rejected _ -> Optional.empty();
                case TableBinding.RowContent.Accepted(var read) ->
                        switch (read.entity().identity()) {
                            case Entity.Anonymous() -> Optional.empty();
                            case Entity.Known(var id) -> Optional.of(score(id, read.entity()));
                        };
            };
        }

        private Score score(String id, Entity entity) {
            var made =
                    Predictor.score(
                            served, id, entity.features().toArray(), new Prediction.Path.Direct());
            return new Score(
                    id,
                    entity.features(),
                    made.probability(),
                    served.contract().risk().levelOf(made.probability()),
                    made.model().version().number(),
                    made.model().stage());
        }
    }

    private static TableBinding binding(ServedRollout served, RowStream rows) {
        if (!(rows.header() instanceof RowStream.Header.Read(var names))) {
            throw new IllegalStateException("features have a header");
        }
        var contract = served.contract();
        return switch (TableBinding.bind(
                contract, names, IdentifierColumn.REQUIRED, LabelColumn.IGNORED)) {
            case TableBinding.Outcome.Bound(var bound) -> bound;
            case TableBinding.Outcome.Rejected(var violations) ->
                    throw new IllegalStateException(
                            "%s does not take the features of facts: %s"
                                    .formatted(contract.id(), violations));
        };
    }
}
