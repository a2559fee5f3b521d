package io.holdfast.bootstrap.cli;

import io.holdfast.bootstrap.Logging;
import io.holdfast.bootstrap.bench.Bench;
import io.holdfast.bootstrap.bench.Effort;
import io.holdfast.bootstrap.bench.FigureTable;
import io.holdfast.bootstrap.bench.Sizes;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./holdfast bench`
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measure what scoring costs, as ratios within this run.",
            "Starts a server and a database of its own in a temporary folder."
        })
final class BenchCommand implements Callable<Integer> {

    private static final int SECONDS_MAX = 600;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Length of each side's turn, of which there are three: 1 to 600, 5.")
    private int seconds;

    @Option(names = "--quick", description = "Take about a minute in all, and be less exact.")
    private boolean quick;

    @Option(
            names = "--orders",
            paramLabel = "N",
            defaultValue = "200000",
            description = "Orders in the file that is imported: 1000 to 9000000, 200000.")
    private int orders;

    @Option(
            names = "--customers",
            paramLabel = "N",
            defaultValue = "50000",
            description = {
                "Customers of the made-up shop, each with ten order lines: 1000 to 9000000,",
                "50000. A million take some minutes and 5 GB."
            })
    private int customers;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Measure this part alone: ${COMPLETION-CANDIDATES}.")
    private List<Bench.Part> only = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (seconds < 1 || seconds > SECONDS_MAX) {
            throw new Refused("--seconds must be 1 to " + SECONDS_MAX + ".");
        }
        var least = Math.min(orders, customers);
        if (least < Sizes.MIN || Math.max(orders, customers) > Sizes.MAX) {
            throw new Refused(
                    "--orders and --customers must be %d to %d.".formatted(Sizes.MIN, Sizes.MAX));
        }
        Logging.install(System.Logger.Level.WARNING);
        var parts = only.isEmpty() ? EnumSet.allOf(Bench.Part.class) : EnumSet.copyOf(only);
        var effort = quick ? Effort.quick() : Effort.ofSeconds(seconds);
        var line = spec.commandLine();
        var figures =
                new Bench(
                                parts,
                                effort,
                                new Sizes(orders, customers),
                                Clock.systemUTC(),
                                line.getErr())
                        .run();
        FigureTable.print(line.getOut(), figures);
        return 0;
    }
}
