package io.holdfast.adapters.web.scoring;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The intervals of a trend: as many as fit into the period, the one that goes on now being the
/// last. All begin by UTC, weeks on Mondays.
record TrendSpan(Period period, Granularity granularity) {

    static final int MAX_POINTS = 400;

    enum Period {
        WEEK("7d", 7, 1),
        MONTH("30d", 30, 1),
        QUARTER("90d", 90, 3),
        YEAR("1y", 365, 12);

        private final String label;
        private final int days;
        private final int months;

        Period(String label, int days, int months) {
            this.label = label;
            this.days = days;
            this.months = months;
        }

        String label() {
            return label;
        }

        static List<String> names() {
            return Arrays.stream(values()).map(Period::label).toList();
        }

        /// @param name one of `names`
        static Period ofName(String name) {
            return values()[names().indexOf(name)];
        }
    }

    enum Granularity {
        HOUR(ChronoUnit.HOURS),
        DAY(ChronoUnit.DAYS),
        WEEK(ChronoUnit.WEEKS),
        MONTH(ChronoUnit.MONTHS);

        private final ChronoUnit unit;

        Granularity(ChronoUnit unit) {
            this.unit = unit;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static List<String> names() {
            return Arrays.stream(values()).map(Granularity::label).toList();
        }

        /// @param name one of `names`
        static Granularity ofName(String name) {
            return values()[names().indexOf(name)];
        }

        /// The day on which an interval begins, or the hour.
        String written(Instant from) {
            return this == HOUR
                    ? from.toString()
                    : LocalDate.ofInstant(from, ZoneOffset.UTC).toString();
        }

        private LocalDateTime beginning(LocalDateTime now) {
            var day = now.truncatedTo(ChronoUnit.DAYS);
            return switch (this) {
                case HOUR -> now.truncatedTo(ChronoUnit.HOURS);
                case DAY -> day;
                case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTH -> day.withDayOfMonth(1);
            };
        }
    }

    private static final int HOURS_OF_DAY = 24;
    private static final int DAYS_OF_WEEK = 7;

    int points() {
        return switch (granularity) {
            case HOUR -> period.days * HOURS_OF_DAY;
            case DAY -> period.days;
            case WEEK -> Math.ceilDiv(period.days, DAYS_OF_WEEK);
            case MONTH -> period.months;
        };
    }

    /// One more than there are points.
    List<Instant> edges(Instant now) {
        var last = granularity.beginning(LocalDateTime.ofInstant(now, ZoneOffset.UTC));
        var edges = new ArrayList<Instant>();
        for (int i = points() - 1; i >= -1; i--) {
            edges.add(last.minus(i, granularity.unit).toInstant(ZoneOffset.UTC));
        }
        return List.copyOf(edges);
    }
}
