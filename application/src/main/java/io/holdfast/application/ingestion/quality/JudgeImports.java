package io.holdfast.application.ingestion.quality;

import io.holdfast.domain.customers.Fact;
import io.holdfast.domain.customers.FactLoads;
import io.holdfast.domain.ingestion.Rejection;
import io.holdfast.domain.ingestion.quality.QualityReport;
import io.holdfast.domain.ingestion.quality.QualityReports;
import io.holdfast.domain.ingestion.quality.SourceReport;
import io.holdfast.domain.kernel.IdSource;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Judges what is brought in while it comes, and keeps a report of it.
public final class JudgeImports {

    private final QualityReports reports;
    private final RandomGenerator random;
    private final IdSource ids;
    private final InstantSource clock;

    /// @param random safe for many threads
    public JudgeImports(
            QualityReports reports, RandomGenerator random, IdSource ids, InstantSource clock) {
        this.reports = reports;
        this.random = random;
        this.ids = ids;
        this.clock = clock;
    }

    /// For the facts of one import. In a name that is no source's, what is not allowed becomes a
    /// dash.
    ///
    /// @param source the system they are from
    public Judging begin(UUID run, String source) {
        return new Judging(run, sourceName(source), new FactQuality(random));
    }

    private static String sourceName(String given) {
        var cleaned = given.strip().replaceAll("[^A-Za-z0-9._-]", "-");
        var named = cleaned.matches("[A-Za-z0-9].*") ? cleaned : "source-" + cleaned;
        return named.substring(0, Math.min(named.length(), SourceReport.MAX_SOURCE_LENGTH));
    }

    /// For one thread at a time.
    public final class Judging {

        private final UUID run;
        private final String source;
        private final FactQuality quality;

        private Judging(UUID run, String source, FactQuality quality) {
            this.run = run;
            this.source = source;
            this.quality = quality;
        }

        /// Facts of one line come one after the other.
        public void accept(Fact fact) {
            quality.accept(fact);
        }

        /// Rejections of one line come one after the other.
        public void reject(Rejection rejection) {
            quality.reject(rejection);
        }

        /// What a rejected line is at fault for.
        public void reject(FactQuality.FaultyField field) {
            quality.reject(field);
        }

        /// Keeps the report, in the caller's transaction where there is one: it is kept when the
        /// facts are. To be called once, at the end.
        ///
        /// @param counts what became of the facts
        public QualityReport keep(List<FactLoads.Count> counts) {
            return keep(counts, new SourceReport.Origin.Import(run));
        }

        /// As `keep`, after an import that stored nothing; outside of its transaction.
        ///
        /// @param counts what would have become of the facts; none where it is not known
        public QualityReport keepAttempt(List<FactLoads.Count> counts) {
            return keep(counts, new SourceReport.Origin.Attempt(run));
        }

        private QualityReport keep(List<FactLoads.Count> counts, SourceReport.Origin origin) {
            var report = quality.report(counts, clock.instant());
            reports.add(new SourceReport(ids.next(), source, origin, report));
            return report;
        }
    }
}
