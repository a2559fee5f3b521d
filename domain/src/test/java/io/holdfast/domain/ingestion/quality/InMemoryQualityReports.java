package io.holdfast.domain.ingestion.quality;

import io.holdfast.domain.ingestion.quality.QualityReport.Newest;
import io.holdfast.domain.ingestion.quality.SourceReport.Origin;
import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Restorable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The reports in a map.
public final class InMemoryQualityReports implements QualityReports, Restorable {

    /// As PostgreSQL does, and `UUID` does not.
    private static final Comparator<UUID> IN_TIME =
            (one, other) -> {
                int first =
                        Long.compareUnsigned(
                                one.getMostSignificantBits(), other.getMostSignificantBits());
                return first != 0
                        ? first
                        : Long.compareUnsigned(
                                one.getLeastSignificantBits(), other.getLeastSignificantBits());
            };

    private final TreeMap<UUID, SourceReport> reports = new TreeMap<>(IN_TIME);
    private final InMemoryTransactions transactions;

    public InMemoryQualityReports(InMemoryTransactions transactions) {
        this.transactions = transactions;
        transactions.enlist(this);
    }

    @Override
    public void add(SourceReport report) {
        transactions.run(() -> {
            if (isOfKnownImport(report) || reports.putIfAbsent(report.id(), report) != null) {
                throw new IllegalStateException("the id is taken: " + report.id());
            }
            forget(newestLike(report, report.source()).skip(MAX_PER_SOURCE).toList());
            forget(newestLike(report, "").skip(MAX_ALL).toList());
        });
    }

    private boolean isOfKnownImport(SourceReport report) {
        return importOf(report).flatMap(this::ofImport).isPresent();
    }

    private static Optional<UUID> importOf(SourceReport report) {
        return switch (report.origin()) {
            case Origin.Import(var run) -> Optional.of(run);
            case Origin.Attempt(var run) -> Optional.of(run);
            case Origin.Validation _ -> Optional.empty();
        };
    }

    private void forget(List<SourceReport> old) {
        old.forEach(one -> reports.remove(one.id()));
    }

    private Stream<SourceReport> newestLike(SourceReport report, String source) {
        boolean isValidation = report.origin().isValidation();
        return newestFirst(source).filter(one -> one.origin().isValidation() == isValidation);
    }

    private Stream<SourceReport> newestFirst(String source) {
        return reports.descendingMap().values().stream()
                .filter(one -> source.isEmpty() || one.source().equals(source));
    }

    @Override
    public Optional<SourceReport> find(UUID id) {
        return transactions.call(() -> Optional.ofNullable(reports.get(id)));
    }

    @Override
    public Optional<SourceReport> ofImport(UUID run) {
        return transactions.call(() ->
                reports.values().stream()
                        .filter(one -> importOf(one).equals(Optional.of(run)))
                        .findFirst());
    }

    @Override
    public List<SourceReport> list(String source, UUID before, int limit) {
        return transactions.call(() ->
                newestFirst(source)
                        .filter(one -> IN_TIME.compare(one.id(), before) < 0)
                        .limit(limit)
                        .toList());
    }

    @Override
    public List<SourceState> sources(String source, int limit) {
        return transactions.call(() ->
                newestFirst(source)
                        .collect(
                                Collectors.groupingBy(
                                        SourceReport::source, TreeMap::new, Collectors.toList()))
                        .values()
                        .stream()
                        .limit(limit)
                        .map(InMemoryQualityReports::state)
                        .toList());
    }

    private static SourceState state(List<SourceReport> newestFirst) {
        var newest =
                newestFirst.stream()
                        .filter(one -> one.origin() instanceof Origin.Import)
                        .map(one -> one.report().newest())
                        .filter(Newest.At.class::isInstance)
                        .map(Newest.At.class::cast)
                        .max(Comparator.comparing(Newest.At::moment));
        return new SourceState(
                newestFirst.stream()
                        .filter(one -> one.origin() instanceof Origin.Import)
                        .findFirst()
                        .or(() ->
                                newestFirst.stream()
                                        .filter(one -> !one.origin().isValidation())
                                        .findFirst())
                        .orElseGet(newestFirst::getFirst),
                newest.<Newest>map(at -> at).orElseGet(Newest.Unknown::new));
    }

    @Override
    public Runnable snapshot() {
        var before = Map.copyOf(reports);
        return () -> {
            reports.clear();
            reports.putAll(before);
        };
    }
}
