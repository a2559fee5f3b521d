package io.holdfast.application.ingestion;

import io.holdfast.application.ingestion.quality.FactQuality.FaultyField;
import io.holdfast.domain.customers.Fact;
import io.holdfast.domain.ingestion.ImportProfile;
import io.holdfast.domain.ingestion.ImportRun;
import io.holdfast.domain.ingestion.RecordValues;
import io.holdfast.domain.ingestion.Rejection;
import io.holdfast.domain.ingestion.RowCondition;
import io.holdfast.domain.models.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Makes facts of the rows of a file by one section of a profile. The rules are found once, for the
/// file's header; a row costs little more than its values. For one thread at a time.
final class RowConverter {

    enum Verdict {
        CONVERTED,
        SKIPPED,
        /// Nothing of the row counts.
        REJECTED
    }

    sealed interface Preparation {
        record Ready(RowConverter converter) implements Preparation {}

        /// Everything that keeps the section from being read.
        record Refused(List<String> reasons) implements Preparation {}
    }

    static final String NO_TARGET = "no target is for it";

    private record Condition(RowCondition condition, int position) {}

    private record Skip(String reason, List<Condition> when) {
        boolean holds(List<String> cells) {
            for (int i = 0; i < when.size(); i++) {
                var condition = when.get(i);
                if (!condition.condition().holds(cells.get(condition.position()).strip())) {
                    return false;
                }
            }
            return true;
        }
    }

    private final List<String> header;
    private final List<Skip> skips;
    private final List<TargetReader> targets;

    /// By skip, and for what no target is for.
    private final long[] skipped;

    private final List<Fact> facts = new ArrayList<>();
    private final RowFaults faults = new RowFaults();

    private RowConverter(List<String> header, List<Skip> skips, List<TargetReader> targets) {
        this.header = header;
        this.skips = skips;
        this.targets = targets;
        this.skipped = new long[skips.size() + 1];
    }

    /// @param now what lies after it is a mistake where a field is of the past
    static Preparation prepare(
            ImportProfile profile,
            ImportProfile.Section section,
            List<String> header,
            RecordValues records,
            Instant now) {
        var columns = new SectionColumns(header, records);
        var skips =
                section.skips().stream()
                        .map(skip ->
                                new Skip(
                                        skip.reason(),
                                        skip.when().stream()
                                                .map(one ->
                                                        new Condition(
                                                                one,
                                                                columns.position(one.column())))
                                                .toList()))
                        .toList();
        boolean dropsRepeats = section.targets().size() > 1;
        var targets =
                section.targets().stream()
                        .map(target ->
                                new TargetReader(
                                        target, columns, profile.prefix(), dropsRepeats, now))
                        .toList();
        var faults = columns.faults();
        return faults.isEmpty()
                ? new Preparation.Ready(new RowConverter(List.copyOf(header), skips, targets))
                : new Preparation.Refused(faults);
    }

    Verdict convert(Table.Row row) {
        faults.begin(row.line());
        facts.clear();
        var cells = row.cells();
        if (cells.size() != header.size()) {
            faults.add(
                    "",
                    String.join(
                            ", ",
                            cells.subList(Math.min(header.size(), cells.size()), cells.size())),
                    "has %d cells, the header %d".formatted(cells.size(), header.size()));
            return Verdict.REJECTED;
        }
        for (int i = 0; i < skips.size(); i++) {
            if (skips.get(i).holds(cells)) {
                skipped[i]++;
                return Verdict.SKIPPED;
            }
        }
        boolean isTarget = false;
        for (int i = 0; i < targets.size(); i++) {
            var target = targets.get(i);
            if (target.isFor(cells)) {
                isTarget = true;
                var fact = target.read(row.line(), cells, faults);
                if (fact != null) {
                    facts.add(fact);
                }
            }
        }
        if (faults.count() > 0) {
            facts.clear();
            targets.forEach(TargetReader::forget);
            return Verdict.REJECTED;
        }
        if (!isTarget) {
            skipped[skips.size()]++;
            return Verdict.SKIPPED;
        }
        return Verdict.CONVERTED;
    }

    /// Of the row that was converted last; none where it only repeats what was said before.
    List<Fact> facts() {
        return facts;
    }

    /// Why the last row was rejected.
    List<Rejection> rejections() {
        return faults.list();
    }

    /// Those for whose values the last row was rejected.
    List<FaultyField> faultyFields() {
        return faults.fields();
    }

    /// So far.
    List<ImportRun.Skipped> skipped() {
        return IntStream.range(0, skipped.length)
                .filter(i -> skipped[i] > 0)
                .mapToObj(i ->
                        new ImportRun.Skipped(
                                i < skips.size() ? skips.get(i).reason() : NO_TARGET, skipped[i]))
                .toList();
    }
}
