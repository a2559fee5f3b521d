package io.holdfast.bootstrap.scoring;

import io.holdfast.application.scoring.ScoreRows;
import java.util.ArrayList;
import java.util.List;

/// What the two files of a scoring look like: the scores, and the faults of the rows that have
/// none.
public final class ScoredLines {

    private static final int USUAL_LINE = 64;

    /// A batch as it is written.
    ///
    /// @param faults of the rejected rows; at least one for each
    record Block(byte[] scores, byte[] rejects, int scored, int rejected, int faults) {}

    private final ScoreRows scorer;
    private final String version;

    public ScoredLines(ScoreRows scorer) {
        this.scorer = scorer;
        this.version = scorer.served().version().label();
    }

    /// Entity, `probability`, `prediction`, `risk_level`, `model_version`, then `reason_1` and
    /// `reason_1_log_odds` and so on.
    public byte[] scoresHeader() {
        var names = new ArrayList<String>();
        names.add(scorer.entityColumn());
        names.addAll(List.of("probability", "prediction", "risk_level", "model_version"));
        for (int i = 1; i <= scorer.reasons(); i++) {
            names.add("reason_" + i);
            names.add("reason_" + i + "_log_odds");
        }
        return new CsvText(USUAL_LINE).row(names).bytes();
    }

    public static byte[] rejectsHeader() {
        return new CsvText(USUAL_LINE).row(List.of("line", "pointer", "detail")).bytes();
    }

    Block block(List<ScoreRows.Item> items) {
        var scores = new CsvText(items.size() * USUAL_LINE);
        var rejects = new CsvText(0);
        int rejected = 0;
        int faults = 0;
        for (var item : items) {
            switch (item) {
                case ScoreRows.Item.Scored row -> append(scores, row);
                case ScoreRows.Item.Rejected(long line, var violations) -> {
                    rejected++;
                    faults += violations.size();
                    for (var fault : violations) {
                        rejects.cell(line).cell(fault.pointer()).cell(fault.detail()).end();
                    }
                }
            }
        }
        return new Block(
                scores.bytes(), rejects.bytes(), items.size() - rejected, rejected, faults);
    }

    private void append(CsvText scores, ScoreRows.Item.Scored row) {
        scores.cell(row.entity())
                .cell(row.probability().value())
                .cell(row.positive() ? 1 : 0)
                .cell(row.riskLevel())
                .cell(version);
        for (var reason : row.reasons()) {
            scores.cell(reason.feature()).cell(reason.logOdds());
        }
        scores.end();
    }
}
