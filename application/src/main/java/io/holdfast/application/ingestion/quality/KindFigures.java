package io.holdfast.application.ingestion.quality;

import io.holdfast.domain.customers.Fact;
import io.holdfast.domain.customers.FactField;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.customers.FactType;
import io.holdfast.domain.ingestion.quality.QualityReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What is counted of the facts of one kind. Takes the same memory however many there are.
final class KindFigures {

    /// Facts of a kind by whose numbers outliers are looked for.
    static final int SAMPLE = 4_000;

    private final FactKind kind;
    private final long[] values;
    private final long[] faulty;

    /// Required values for whose lack a line was rejected.
    private final long[] lacking;

    private final int[] numeric;
    private final int[] moments;
    private final Reservoir<double[]> sample;
    private final Extremes[] extremes;
    private final List<ColumnOutliers> columns = new ArrayList<>();
    private long facts;
    private long consistencyChecked;
    private long inconsistent;
    private long strange;
    private @Nullable String newest;

    private record ColumnOutliers(int field, long sampled, long outliers) {}

    KindFigures(FactKind kind, RandomGenerator random) {
        this.kind = kind;
        values = new long[kind.fields().size()];
        faulty = new long[values.length];
        lacking = new long[values.length];
        numeric = positions(KindFigures::isMeasured);
        moments = positions(field -> field.past() && field.type() instanceof FactType.Moment);
        sample = new Reservoir<>(SAMPLE, random);
        extremes = new Extremes[numeric.length];
        Arrays.setAll(extremes, _ -> new Extremes());
    }

    /// A line's number is an id and no measure.
    private static boolean isMeasured(FactField field) {
        return switch (field.type()) {
            case FactType.Decimal _ -> true;
            case FactType.Whole _ -> field.presence() != FactField.Presence.DERIVED_KEY;
            case FactType.Text _,
                    FactType.Word _,
                    FactType.Day _,
                    FactType.Moment _,
                    FactType.Json _ ->
                    false;
        };
    }

    private int[] positions(Predicate<FactField> wanted) {
        return IntStream.range(0, kind.fields().size())
                .filter(i -> wanted.test(kind.fields().get(i)))
                .toArray();
    }

    void accept(Fact fact) {
        facts++;
        for (int i = 0; i < values.length; i++) {
            if (fact.at(i) != null) {
                values[i]++;
            }
        }
        int found = FactRules.check(fact);
        if (found != FactRules.UNCHECKED) {
            consistencyChecked++;
            if (found != FactRules.FINE) {
                inconsistent++;
                faulty[found]++;
            }
        }
        for (int moment : moments) {
            var at = fact.at(moment);
            if (at != null && (newest == null || Moments.isBefore(newest, at))) {
                newest = at;
            }
        }
        for (int i = 0; i < numeric.length; i++) {
            extremes[i].accept(number(fact, i));
        }
        if (numeric.length > 0 && sample.wants()) {
            var numbers = new double[numeric.length];
            Arrays.setAll(numbers, i -> number(fact, i));
            sample.take(numbers);
        }
    }

    /// Of a line that was rejected: it is none of the facts.
    void reject(int field, boolean isMissing) {
        (isMissing ? lacking : faulty)[field]++;
    }

    private double number(Fact fact, int position) {
        var text = fact.at(numeric[position]);
        return text == null ? Double.NaN : Figures.read(text);
    }

    /// Looks for outliers; to be called once, after the last fact.
    void finish() {
        var rows = sample.items();
        var isStrange = new boolean[rows.size()];
        long atLeast = 0;
        long atMost = 0;
        for (int i = 0; i < numeric.length; i++) {
            int column = i;
            var present =
                    rows.stream()
                            .mapToDouble(row -> row[column])
                            .filter(Double::isFinite)
                            .sorted()
                            .toArray();
            var spread = Spread.of(present);
            if (!spread.isKnown()) {
                continue;
            }
            long outliers = 0;
            for (int r = 0; r < isStrange.length; r++) {
                double value = rows.get(r)[column];
                if (Double.isFinite(value) && spread.isOutlier(value)) {
                    outliers++;
                    isStrange[r] = true;
                }
            }
            var ends = extremes[i].count(Rung.quantile(present, 0.5), spread::isOutlier);
            atLeast = Math.max(atLeast, ends.count());
            // A value that most facts have may hide others at its end.
            atMost += ends.all() && spread.isWide() ? ends.count() : facts;
            columns.add(
                    new ColumnOutliers(
                            numeric[i], present.length, Math.max(outliers, ends.count())));
        }
        long found = IntStream.range(0, isStrange.length).filter(i -> isStrange[i]).count();
        long estimated =
                isStrange.length == 0 ? 0 : Math.round((double) found / isStrange.length * facts);
        strange = Math.clamp(estimated, atLeast, Math.min(atMost, facts));
    }

    long facts() {
        return facts;
    }

    long consistencyChecked() {
        return consistencyChecked;
    }

    long inconsistent() {
        return inconsistent;
    }

    /// Whether outliers could be looked for.
    boolean isMeasured() {
        return !columns.isEmpty();
    }

    /// About how many facts have an outlier, as the sample has it; never fewer or more than those
    /// at the ends allow.
    long strange() {
        return strange;
    }

    /// Values of the fields that the source fills at all, there or missing.
    long expectedValues() {
        return facts * Arrays.stream(values).filter(count -> count > 0).count();
    }

    long presentValues() {
        return Arrays.stream(values).sum();
    }

    @Nullable String newest() {
        return newest;
    }

    /// Of the fields that the source fills at all, or tried to.
    List<QualityReport.FieldFigures> fields() {
        return IntStream.range(0, values.length)
                .filter(field -> values[field] + faulty[field] + lacking[field] > 0)
                .mapToObj(this::field)
                .toList();
    }

    private QualityReport.FieldFigures field(int field) {
        var column =
                columns.stream()
                        .filter(one -> one.field() == field)
                        .findFirst()
                        .orElse(new ColumnOutliers(field, 0, 0));
        return new QualityReport.FieldFigures(
                kind.label(),
                kind.fields().get(field).name(),
                values[field],
                facts - values[field] + lacking[field],
                faulty[field],
                column.sampled(),
                column.outliers());
    }
}
