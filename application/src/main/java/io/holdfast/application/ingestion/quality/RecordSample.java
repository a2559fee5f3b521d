package io.holdfast.application.ingestion.quality;

import io.holdfast.domain.ingestion.quality.AnomalyDetector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The numbers of records, or of a fair sample of them, and which of them are outliers.
final class RecordSample {

    /// Numbers that are kept at most: a contract may have a thousand numeric features.
    private static final int MAX_CELLS = 1_000_000;

    private record Row(long index, String record, double[] numbers) {}

    record Outlier(String field, long index, String record, String message) {}

    /// @param outliers by field in the contract's order, records as a whole last; each in the order
    ///   of the records
    /// @param records how many have one
    /// @param looked how many were looked at; 0 where nothing can be said
    /// @param figures of each field that was looked at
    record Strange(List<Outlier> outliers, long records, long looked, Map<String, Looked> figures) {

        Looked at(String field) {
            return figures.getOrDefault(field, new Looked(0, 0));
        }
    }

    /// @param numbers that were held against each other
    record Looked(long numbers, long outliers) {}

    private final List<String> names;
    private final AnomalyDetector detector;
    private final Reservoir<Row> rows;

    RecordSample(List<String> names, AnomalyDetector detector, RandomGenerator random) {
        this.names = names;
        this.detector = detector;
        this.rows =
                new Reservoir<>(
                        Math.min(RecordQuality.MAX_SAMPLE, MAX_CELLS / Math.max(1, names.size())),
                        random);
    }

    /// @param numbers in the order of the names; not a number where there is none
    void accept(long index, String record, double[] numbers) {
        if (rows.wants()) {
            rows.take(new Row(index, record, numbers));
        }
    }

    Strange find() {
        var kept = rows.items().stream().sorted(Comparator.comparingLong(Row::index)).toList();
        var outliers = new ArrayList<Outlier>();
        var figures = new HashMap<String, Looked>();
        var wide = new ArrayList<Column>();
        for (int i = 0; i < names.size(); i++) {
            int column = i;
            var present =
                    kept.stream()
                            .mapToDouble(row -> row.numbers()[column])
                            .filter(Double::isFinite)
                            .toArray();
            var spread = Spread.of(present);
            if (spread.isKnown()) {
                var found = outliers(kept, new Column(i, spread));
                figures.put(names.get(i), new Looked(present.length, found.size()));
                outliers.addAll(found);
            }
            if (spread.isWide()) {
                wide.add(new Column(i, spread));
            }
        }
        outliers.addAll(strangeAsAWhole(kept, wide));
        var strange = new HashSet<Long>();
        outliers.forEach(outlier -> strange.add(outlier.index()));
        return new Strange(outliers, strange.size(), figures.isEmpty() ? 0 : kept.size(), figures);
    }

    private record Column(int number, Spread spread) {}

    private List<Outlier> outliers(List<Row> kept, Column column) {
        var found = new ArrayList<Outlier>();
        for (var row : kept) {
            double value = row.numbers()[column.number()];
            if (Double.isFinite(value) && column.spread().isOutlier(value)) {
                found.add(
                        new Outlier(
                                names.get(column.number()),
                                row.index(),
                                row.record(),
                                "%s lies far from the others, which are about %s"
                                        .formatted(Figures.plain(value), column.spread().usual())));
            }
        }
        return found;
    }

    /// Where a number is missing the usual one stands for it.
    private List<Outlier> strangeAsAWhole(List<Row> kept, List<Column> columns) {
        if (columns.size() < AnomalyDetector.MIN_COLUMNS
                || kept.size() < AnomalyDetector.MIN_ROWS) {
            return List.of();
        }
        var rows = new double[kept.size()][columns.size()];
        for (int r = 0; r < rows.length; r++) {
            for (int c = 0; c < columns.size(); c++) {
                var column = columns.get(c);
                double value = kept.get(r).numbers()[column.number()];
                rows[r][c] = Double.isFinite(value) ? column.spread().z(value) : 0;
            }
        }
        var scores = detector.scores(rows);
        var found = new ArrayList<Outlier>();
        for (int r = 0; r < rows.length; r++) {
            if (scores[r] >= AnomalyDetector.STRANGE) {
                found.add(
                        new Outlier(
                                RecordQuality.WHOLE_RECORD,
                                kept.get(r).index(),
                                kept.get(r).record(),
                                "is unlike the others as a whole: %s of 1, and most have about 0.5"
                                        .formatted(Figures.plain(scores[r]))));
            }
        }
        return found;
    }
}
