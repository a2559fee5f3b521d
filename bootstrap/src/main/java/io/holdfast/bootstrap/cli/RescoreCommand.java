package io.holdfast.bootstrap.cli;

import io.holdfast.application.scoring.RescoreCustomers;
import io.holdfast.application.scoring.RescoreCustomers.Outcome;
import io.holdfast.bootstrap.App;
import io.holdfast.domain.scoring.StoredFeatures.FeatureSet;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./holdfast rescore`
@Command(
        name = "rescore",
        mixinStandardHelpOptions = true,
        description = {
            "Score every stored customer by the models in production, and keep the newest scores.",
            "A server does so by itself, see scoring.rescore-minutes."
        })
final class RescoreCommand implements Callable<Integer> {

    @Mixin private Settings settings = new Settings();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--contract", description = "ecommerce or rfm; both where it is left out.")
    private String contract = "";

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = {
                "Facts from this day on (UTC) are left out; now where it is left out.",
                "A past date adds to the trends and leaves newer scores as they are."
            })
    private LocalDate asOf = LocalDate.MAX;

    @Override
    public Integer call() throws IOException {
        var sets = sets();
        try (var app = settings.openAsGuest();
                var interruption = Interruption.ofThisThread()) {
            return interruption.exitCode(() -> rescore(app, sets));
        }
    }

    private List<FeatureSet> sets() {
        if (contract.isEmpty()) {
            return RescoreCustomers.SETS;
        }
        return RescoreCustomers.SETS.stream()
                .filter(set -> set.contract().equals(contract))
                .findFirst()
                .map(List::of)
                .orElseThrow(() -> new Refused("--contract must be ecommerce or rfm."));
    }

    private int rescore(App app, List<FeatureSet> sets) throws InterruptedException {
        var now = app.clock().instant();
        var at = asOf.equals(LocalDate.MAX) ? now : asOf.atStartOfDay(ZoneOffset.UTC).toInstant();
        if (at.isAfter(now)) {
            throw new Refused("--as-of must not be in the future.");
        }
        var models = app.servedModels();
        models.refresh();
        var rescore = app.rescoreCustomers(models);
        boolean all = true;
        for (var set : sets) {
            var began = app.clock().instant();
            try {
                var outcome = rescore.rescore(new RescoreCustomers.Command(set, at));
                all &= tell(outcome, Duration.between(began, app.clock().instant()));
            } catch (CancellationException _) {
                throw new InterruptedException("interrupted while scoring");
            }
        }
        return all ? 0 : CommandLineInterface.EXIT_PARTLY;
    }

    private boolean tell(Outcome outcome, Duration took) {
        var err = spec.commandLine().getErr();
        return switch (outcome) {
            case Outcome.Rescored(var run, var customers, var refused) -> {
                err.printf(
                        Locale.ROOT,
                        "%s: %,d customers scored as of %s in %.1f s, %,d refused.%n",
                        run.contract().name(),
                        customers,
                        run.asOf(),
                        took.toMillis() / 1e3,
                        refused);
                yield refused == 0;
            }
            case Outcome.NoModel(var name) -> {
                err.printf("%s: there is no model in production.%n", name);
                yield false;
            }
            case Outcome.Busy(var name) -> {
                err.printf("%s: another run scores the customers.%n", name);
                yield false;
            }
            case Outcome.Superseded(var name) -> {
                err.printf("%s: another run has taken over.%n", name);
                yield false;
            }
        };
    }
}
