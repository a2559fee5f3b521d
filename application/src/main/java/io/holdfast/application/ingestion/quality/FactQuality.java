package io.holdfast.application.ingestion.quality;

import io.holdfast.domain.customers.Fact;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.customers.FactLoads;
import io.holdfast.domain.ingestion.Rejection;
import io.holdfast.domain.ingestion.quality.QualityDimension;
import io.holdfast.domain.ingestion.quality.QualityReport;
import io.holdfast.domain.ingestion.quality.QualityReport.FieldFigures;
import io.holdfast.domain.ingestion.quality.QualityReport.Measure;
import io.holdfast.domain.ingestion.quality.QualityReport.Newest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Judges facts while they are brought in. For one import and one thread at a time; takes the same
/// memory however many facts there are.
public final class FactQuality {

    /// A field of a fact that did not come to be.
    ///
    /// @param field its position among those of the kind
    /// @param missing whether it is required and there was no value
    public record FaultyField(FactKind kind, int field, boolean missing) {}

    private final RandomGenerator random;
    private final Map<FactKind, KindFigures> kinds = new EnumMap<>(FactKind.class);

    /// The kinds that came from the same lines as a kind.
    private final Map<FactKind, Set<FactKind>> together = new EnumMap<>(FactKind.class);

    private final Map<QualityDimension, Long> rejected = new EnumMap<>(QualityDimension.class);
    private final Set<QualityDimension> rejectedFor = EnumSet.noneOf(QualityDimension.class);
    private final Set<FactKind> ofLine = EnumSet.noneOf(FactKind.class);
    private final Set<FactKind> knownLine = EnumSet.noneOf(FactKind.class);
    private long rejectedRows;
    private long lastRejected;
    private long line;

    /// @param random chooses the facts by which outliers are looked for
    public FactQuality(RandomGenerator random) {
        this.random = random;
    }

    /// Facts of one line come one after the other.
    public void accept(Fact fact) {
        var kind = fact.kind();
        figures(kind).accept(fact);
        if (fact.line() != line) {
            rememberLine();
            line = fact.line();
            ofLine.clear();
        }
        ofLine.add(kind);
    }

    private KindFigures figures(FactKind kind) {
        var figures = kinds.get(kind);
        if (figures == null) {
            figures = new KindFigures(kind, random);
            kinds.put(kind, figures);
        }
        return figures;
    }

    /// Most lines give the same kinds as the one before.
    private void rememberLine() {
        if (!ofLine.equals(knownLine)) {
            knownLine.clear();
            knownLine.addAll(ofLine);
            for (var kind : ofLine) {
                together.computeIfAbsent(kind, _ -> EnumSet.noneOf(FactKind.class)).addAll(ofLine);
            }
        }
    }

    /// Rejections of one line come one after the other.
    public void reject(Rejection rejection) {
        if (rejection.line() != lastRejected || rejectedRows == 0) {
            rejectedRows++;
            rejectedFor.clear();
            lastRejected = rejection.line();
        }
        var dimension = RejectedValue.dimensionOf(rejection);
        if (rejectedFor.add(dimension)) {
            rejected.merge(dimension, 1L, Long::sum);
        }
    }

    /// What a rejected line is at fault for, beside its rejections.
    public void reject(FaultyField field) {
        figures(field.kind()).reject(field.field(), field.missing());
    }

    /// What was found in all that was accepted and rejected; to be called once, at the end.
    ///
    /// @param counts what became of the facts; none where it is not known
    public QualityReport report(List<FactLoads.Count> counts, Instant now) {
        rememberLine();
        var present = List.copyOf(kinds.values());
        present.forEach(KindFigures::finish);
        long facts = present.stream().mapToLong(KindFigures::facts).sum();
        long inconsistent = present.stream().mapToLong(KindFigures::inconsistent).sum();
        long records = facts + rejectedRows;
        var fields = new ArrayList<FieldFigures>();
        present.forEach(kind -> fields.addAll(kind.fields()));
        return new QualityReport(
                now,
                records,
                rejectedRows + inconsistent,
                measures(present, counts, records, inconsistent),
                fields,
                newest(present));
    }

    private List<Measure> measures(
            List<KindFigures> present,
            List<FactLoads.Count> counts,
            long records,
            long inconsistent) {
        var measures = new ArrayList<Measure>();
        for (var dimension : QualityDimension.values()) {
            switch (dimension) {
                case FIELD, RANGE -> add(measures, dimension, records, rejectedFor(dimension));
                case CONSISTENCY ->
                        add(
                                measures,
                                dimension,
                                present.stream().mapToLong(KindFigures::consistencyChecked).sum(),
                                inconsistent);
                case ANOMALY -> {
                    var measured = present.stream().filter(KindFigures::isMeasured).toList();
                    add(
                            measures,
                            dimension,
                            measured.stream().mapToLong(KindFigures::facts).sum(),
                            measured.stream().mapToLong(KindFigures::strange).sum());
                }
                case COMPLETENESS -> {
                    long expected = present.stream().mapToLong(KindFigures::expectedValues).sum();
                    long there = present.stream().mapToLong(KindFigures::presentValues).sum();
                    long blank = rejectedFor(dimension);
                    add(measures, dimension, expected + blank, expected - there + blank);
                }
                case UNIQUENESS -> uniqueness(measures, counts);
                case INTEGRITY -> integrity(measures, counts);
            }
        }
        return List.copyOf(measures);
    }

    private long rejectedFor(QualityDimension dimension) {
        return rejected.getOrDefault(dimension, 0L);
    }

    private static void add(
            List<Measure> measures, QualityDimension dimension, long checked, long faults) {
        if (checked > 0) {
            measures.add(new Measure(dimension, checked, Math.min(faults, checked)));
        }
    }

    /// A file of order lines repeats each order, which is no fault: of the kinds that share lines,
    /// only the one that is replaced least is the file's own.
    private void uniqueness(List<Measure> measures, List<FactLoads.Count> counts) {
        var own = counts.stream().filter(count -> isOwn(count, counts)).toList();
        add(
                measures,
                QualityDimension.UNIQUENESS,
                own.stream().mapToLong(FactLoads.Count::read).sum(),
                own.stream().mapToLong(FactLoads.Count::superseded).sum());
    }

    private boolean isOwn(FactLoads.Count count, List<FactLoads.Count> counts) {
        var beside = together.getOrDefault(count.kind(), Set.of());
        return counts.stream()
                .filter(other -> beside.contains(other.kind()))
                .allMatch(other -> other.superseded() >= count.superseded());
    }

    /// Customers and products are about nothing else.
    private static void integrity(List<Measure> measures, List<FactLoads.Count> counts) {
        var referring =
                counts.stream()
                        .filter(count ->
                                count.kind() != FactKind.CUSTOMERS
                                        && count.kind() != FactKind.PRODUCTS)
                        .toList();
        add(
                measures,
                QualityDimension.INTEGRITY,
                referring.stream().mapToLong(FactLoads.Count::read).sum(),
                referring.stream().mapToLong(FactLoads.Count::quarantined).sum());
    }

    private static Newest newest(List<KindFigures> present) {
        return present.stream()
                .map(KindFigures::newest)
                .filter(Objects::nonNull)
                .map(Instant::parse)
                .max(Instant::compareTo)
                .<Newest>map(Newest.At::new)
                .orElseGet(Newest.Unknown::new);
    }
}
