package io.holdfast.application.ingestion.quality;

import io.holdfast.domain.ingestion.quality.AnomalyDetector;
import io.holdfast.domain.ingestion.quality.QualityReports;
import io.holdfast.domain.ingestion.quality.SourceReport;
import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.kernel.Unavailable;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.FeatureContracts;
import io.holdfast.domain.models.FieldValue;
import io.holdfast.domain.models.RowStream;
import io.holdfast.domain.models.Table;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Says what is wrong with records, by a feature contract. Nothing of them is kept; a report of
/// counts is where a source is named.
public final class ValidateData {

    public static final int MAX_RECORDS = 10_000;

    /// Validations that wait, each with its records in memory.
    static final int MAX_WAITING = 16;

    /// Of whoever waits longer the client may have given up.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int BATCH_ROWS = 1_000;

    public record Command(String contractName, Input input, Keeping keeping) {}

    public sealed interface Input {
        record Records(List<Given> records) implements Input {
            public Records {
                records = List.copyOf(records);
            }
        }

        /// Delimited text with a header.
        record Delimited(byte[] content) implements Input {}
    }

    public sealed interface Given {
        record Fields(Map<String, FieldValue> fields) implements Given {}

        /// What is no record, and what it must be.
        record Unreadable(String message) implements Given {}
    }

    public sealed interface Keeping {
        record Nothing() implements Keeping {}

        /// @param source as `SourceReport` has it
        record Report(String source) implements Keeping {}
    }

    public sealed interface Outcome {
        record Validated(String contractName, RecordQuality.Findings findings) implements Outcome {}

        record Kept(String contractName, RecordQuality.Findings findings, UUID report)
                implements Outcome {}

        record UnknownContract(String name) implements Outcome {}

        /// No records, or more than `MAX_RECORDS`.
        record WrongSize() implements Outcome {}

        /// The text cannot be read as a table.
        record Unreadable(List<Violation> violations) implements Outcome {}
    }

    private final Transactions transactions;
    private final FeatureContracts contracts;
    private final Function<byte[], RowStream> reader;
    private final AnomalyDetector detector;
    private final QualityReports reports;
    private final RandomGenerator random;
    private final IdSource ids;
    private final InstantSource clock;
    private final Semaphore validations;

    /// Of those that run and those that wait together.
    private final Semaphore places;

    private final Duration patience;

    /// @param reader opens delimited text
    /// @param random safe for many threads
    /// @param maxAtOnce validations that run at once; others wait, at most `MAX_WAITING`
    public ValidateData(
            Transactions transactions,
            FeatureContracts contracts,
            Function<byte[], RowStream> reader,
            AnomalyDetector detector,
            QualityReports reports,
            RandomGenerator random,
            IdSource ids,
            InstantSource clock,
            int maxAtOnce) {
        this(
                transactions,
                contracts,
                reader,
                detector,
                reports,
                random,
                ids,
                clock,
                maxAtOnce,
                PATIENCE);
    }

    /// @param patience as long as one waits for its turn
    ValidateData(
            Transactions transactions,
            FeatureContracts contracts,
            Function<byte[], RowStream> reader,
            AnomalyDetector detector,
            QualityReports reports,
            RandomGenerator random,
            IdSource ids,
            InstantSource clock,
            int maxAtOnce,
            Duration patience) {
        this.transactions = transactions;
        this.contracts = contracts;
        this.reader = reader;
        this.detector = detector;
        this.reports = reports;
        this.random = random;
        this.ids = ids;
        this.clock = clock;
        this.validations = new Semaphore(maxAtOnce, true);
        this.places = new Semaphore(maxAtOnce + MAX_WAITING);
        this.patience = patience;
    }

    /// @throws Unavailable where too many wait, or the turn does not come in time
    public Outcome validate(Command command) {
        var contract = contracts.latest(command.contractName());
        if (contract.isEmpty()) {
            return new Outcome.UnknownContract(command.contractName());
        }
        if (!places.tryAcquire()) {
            throw new Unavailable("more than %d validations wait".formatted(MAX_WAITING));
        }
        try {
            return validateInTurn(command, contract.get());
        } finally {
            places.release();
        }
    }

    private Outcome validateInTurn(Command command, FeatureContract contract) {
        if (!isTurn()) {
            throw new Unavailable("other validations take long");
        }
        try {
            return validate(command, contract);
        } finally {
            validations.release();
        }
    }

    private boolean isTurn() {
        try {
            return validations.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Outcome validate(Command command, FeatureContract contract) {
        var quality = new RecordQuality(contract, detector, random);
        var refusal =
                switch (command.input()) {
                    case Input.Records(var records) -> accept(records, quality);
                    case Input.Delimited(var content) -> accept(content, quality);
                };
        return refusal.orElseGet(
                () -> keep(command.keeping(), contract, quality.findings(clock.instant())));
    }

    private static Optional<Outcome> accept(List<Given> records, RecordQuality quality) {
        if (records.isEmpty() || records.size() > MAX_RECORDS) {
            return Optional.of(new Outcome.WrongSize());
        }
        for (var record : records) {
            switch (record) {
                case Given.Fields(var fields) -> quality.accept(fields);
                case Given.Unreadable(var message) -> quality.acceptUnreadable(message);
            }
        }
        return Optional.empty();
    }

    private Optional<Outcome> accept(byte[] content, RecordQuality quality) {
        try (var rows = reader.apply(content)) {
            return switch (rows.header()) {
                case RowStream.Header.Unreadable(var reason) -> unreadable(reason);
                case RowStream.Header.Read(var names) -> {
                    var faults = faults(names);
                    yield faults.isEmpty()
                            ? accept(rows, names, quality)
                            : Optional.of(new Outcome.Unreadable(faults));
                }
            };
        }
    }

    private static Optional<Outcome> unreadable(String reason) {
        return Optional.of(new Outcome.Unreadable(List.of(Violation.atRoot(reason))));
    }

    /// A column without a name, or with another's, would hide what is in it.
    private static List<Violation> faults(List<String> names) {
        var seen = new HashSet<String>();
        return names.stream()
                .filter(name -> name.isBlank() || !seen.add(name))
                .map(name ->
                        name.isBlank()
                                ? Violation.atRoot("a column has no name")
                                : Violation.at(name, "must not stand twice"))
                .distinct()
                .toList();
    }

    private static Optional<Outcome> accept(
            RowStream rows, List<String> names, RecordQuality quality) {
        int accepted = 0;
        while (true) {
            switch (rows.next(BATCH_ROWS)) {
                case RowStream.Batch.Rows(var batch) -> {
                    accepted += batch.size();
                    if (accepted > MAX_RECORDS) {
                        return Optional.of(new Outcome.WrongSize());
                    }
                    batch.forEach(row -> accept(row, names, quality));
                }
                case RowStream.Batch.End() -> {
                    return accepted == 0 ? Optional.of(new Outcome.WrongSize()) : Optional.empty();
                }
                case RowStream.Batch.Unreadable(var reason) -> {
                    return unreadable(reason);
                }
            }
        }
    }

    private static void accept(Table.Row row, List<String> names, RecordQuality quality) {
        var cells = row.cells();
        if (cells.size() != names.size()) {
            quality.acceptUnreadable(
                    "line %d has %d cells, and the header has %d"
                            .formatted(row.line(), cells.size(), names.size()));
            return;
        }
        var fields = new HashMap<String, FieldValue>();
        for (int i = 0; i < cells.size(); i++) {
            fields.put(names.get(i), new FieldValue.Text(cells.get(i)));
        }
        quality.accept(fields);
    }

    private Outcome keep(
            Keeping keeping, FeatureContract contract, RecordQuality.Findings findings) {
        var name = contract.id().name();
        return switch (keeping) {
            case Keeping.Nothing() -> new Outcome.Validated(name, findings);
            case Keeping.Report(var source) -> {
                var report =
                        new SourceReport(
                                ids.next(),
                                source,
                                new SourceReport.Origin.Validation(name),
                                findings.report());
                transactions.run(() -> reports.add(report));
                yield new Outcome.Kept(name, findings, report.id());
            }
        };
    }
}
