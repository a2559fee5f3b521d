package io.holdfast.application.ingestion.quality;

import io.holdfast.domain.ingestion.quality.AnomalyDetector;
import io.holdfast.domain.ingestion.quality.QualityDimension;
import io.holdfast.domain.ingestion.quality.QualityReport;
import io.holdfast.domain.models.Entity;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.FieldValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Judges records by a feature contract, one after the other. For one thread at a time; takes the
/// same memory however many records there are, once the limits below are reached.
public final class RecordQuality {

    /// Issues that are told; all are counted.
    public static final int MAX_ISSUES = 1_000;

    /// Outliers of one field that are named; all are counted.
    public static final int MAX_NAMED = 1_000;

    /// Records by which outliers are looked for; with more, by a fair sample of so many.
    public static final int MAX_SAMPLE = 10_000;

    /// Identifiers among which a repeated one is found: the first so many that differ.
    public static final int MAX_KEYS = 100_000;

    /// Stands for the field where a record as a whole is at fault.
    public static final String WHOLE_RECORD = "*";

    /// One fault.
    ///
    /// @param field `WHOLE_RECORD` for none alone
    /// @param index of the record, from 0
    /// @param record its identifier, or `#` and the index where it has none
    public record Issue(
            QualityDimension kind, String field, long index, String record, String message) {}

    /// @param missing how often each field that the contract knows was not there, of those that
    ///   were not always there
    /// @param outliers of each field that has any: the first records, as `Issue.record` has them
    /// @param issues the first ones: those of single records in their order, then outliers
    /// @param totalIssues how many there are, told or not
    public record Findings(
            QualityReport report,
            Map<String, Long> missing,
            Map<String, List<String>> outliers,
            List<Issue> issues,
            long totalIssues) {
        public Findings {
            issues = List.copyOf(issues);
        }
    }

    private final FeatureContract contract;
    private final RecordFields fields;
    private final RecordSample sample;
    private final Map<String, Long> keys = new HashMap<>();
    private final Map<QualityDimension, Long> faultyRecords = new EnumMap<>(QualityDimension.class);
    private final List<Issue> issues = new ArrayList<>();
    private long totalIssues;
    private long records;
    private long invalid;
    private long comparable;
    private long keyed;

    /// @param random chooses the records by which outliers are looked for
    public RecordQuality(
            FeatureContract contract, AnomalyDetector detector, RandomGenerator random) {
        this.contract = contract;
        this.fields = new RecordFields(contract);
        this.sample = new RecordSample(fields.numeric(), detector, random);
    }

    public void accept(Map<String, FieldValue> values) {
        long index = records++;
        var identity = contract.identityOf(values);
        var faults = new ArrayList<RecordFields.Fault>();
        var read = fields.read(values, identity, faults);
        comparable += read.comparable() ? 1 : 0;
        var name = "#" + index;
        if (identity instanceof Entity.Known(var id)) {
            name = id;
            repeated(id, index, faults);
        }
        sample.accept(index, name, read.numbers());
        tell(index, name, faults);
    }

    /// A record that cannot be read at all.
    ///
    /// @param message what is wrong with it
    public void acceptUnreadable(String message) {
        long index = records++;
        tell(
                index,
                "#" + index,
                List.of(new RecordFields.Fault(QualityDimension.FIELD, WHOLE_RECORD, message)));
    }

    private void repeated(String id, long index, List<RecordFields.Fault> faults) {
        keyed++;
        var first = keys.get(id);
        if (first != null) {
            faults.add(
                    new RecordFields.Fault(
                            QualityDimension.UNIQUENESS,
                            contract.identifier(),
                            "is the same as that of record #" + first));
        } else if (keys.size() < MAX_KEYS) {
            keys.put(id, index);
        }
    }

    private void tell(long index, String name, List<RecordFields.Fault> faults) {
        if (faults.isEmpty()) {
            return;
        }
        invalid++;
        Set<QualityDimension> kinds = EnumSet.noneOf(QualityDimension.class);
        for (var fault : faults) {
            kinds.add(fault.kind());
            issue(new Issue(fault.kind(), fault.field(), index, name, fault.message()));
        }
        kinds.forEach(kind -> faultyRecords.merge(kind, 1L, Long::sum));
    }

    private void issue(Issue issue) {
        totalIssues++;
        if (issues.size() < MAX_ISSUES) {
            issues.add(issue);
        }
    }

    /// What was found; to be called once, at the end.
    public Findings findings(Instant now) {
        var strange = sample.find();
        var outliers = new LinkedHashMap<String, List<String>>();
        for (var found : strange.outliers()) {
            issue(
                    new Issue(
                            QualityDimension.ANOMALY,
                            found.field(),
                            found.index(),
                            found.record(),
                            found.message()));
            var named = outliers.computeIfAbsent(found.field(), _ -> new ArrayList<>());
            if (named.size() < MAX_NAMED) {
                named.add(found.record());
            }
        }
        var report =
                new QualityReport(
                        now,
                        records,
                        invalid,
                        measures(strange),
                        fields.figures(contract.id().name(), strange),
                        new QualityReport.Newest.Unknown());
        return new Findings(report, fields.missing(), outliers, issues, totalIssues);
    }

    private List<QualityReport.Measure> measures(RecordSample.Strange strange) {
        var measures = new ArrayList<QualityReport.Measure>();
        for (var dimension : QualityDimension.values()) {
            long checked =
                    switch (dimension) {
                        case FIELD, RANGE, COMPLETENESS -> records;
                        case CONSISTENCY -> comparable;
                        case UNIQUENESS -> keyed;
                        case ANOMALY -> strange.looked();
                        case INTEGRITY -> 0;
                    };
            long faults =
                    dimension == QualityDimension.ANOMALY
                            ? strange.records()
                            : faultyRecords.getOrDefault(dimension, 0L);
            if (checked > 0) {
                measures.add(new QualityReport.Measure(dimension, checked, faults));
            }
        }
        return List.copyOf(measures);
    }
}
