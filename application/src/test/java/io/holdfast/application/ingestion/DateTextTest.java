package io.holdfast.application.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.ingestion.DateForm;
import java.time.ZoneId;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DateTextTest {

    private static DateText dates(String zone, String... patterns) {
        return new DateText(Arrays.stream(patterns).map(DateForm::new).toList(), ZoneId.of(zone));
    }

    private static String moment(DateText dates, String text) {
        var moment = dates.moment(text);
        return moment == null ? "none" : moment;
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01, 2026-03-01T00:00:00Z",
        "2026-03-01 08:05:09, 2026-03-01T08:05:09Z",
        "2026-03-01T08:05, 2026-03-01T08:05:00Z",
        "2026-03-01T08:05:09Z, 2026-03-01T08:05:09Z",
        "2026-03-01T08:05:09.5, 2026-03-01T08:05:09.500000Z",
        "2026-03-01T08:05:09.1234567Z, 2026-03-01T08:05:09.123456Z",
        "2026-03-01T00:30:00+02:00, 2026-02-28T22:30:00Z",
        "2026-03-01T00:30:00+0200, 2026-02-28T22:30:00Z",
        "2026-03-01 00:30-05, 2026-03-01T05:30:00Z",
        "2024-02-29, 2024-02-29T00:00:00Z",
        "2026-02-29, none",
        "1900-02-29, none",
        "2000-02-29, 2000-02-29T00:00:00Z",
        "2026-13-01, none",
        "2026-00-01, none",
        "2026-04-31, none",
        "2026-03-01T24:00:00Z, none",
        "2026-03-01T08:60:00Z, none",
        "2026-03-01T08:05:60Z, none",
        "2026-03-01T08:05:09., none",
        "2026-03-01T08:05:09+19:00, none",
        "2026-03-01T08:05:09+, none",
        "2026-03-01 08:05:09 PM, none",
        "2026-3-1, none",
        "26-03-01, none",
        "1899-12-31, none",
        "2201-01-01, none",
        "2200-12-31T23:59:59-01:00, none",
        "0000-00-00, none",
        "yesterday, none"
    })
    void reads_iso(String text, String moment) {
        assertThat(moment(dates("UTC", "iso"), text)).isEqualTo(moment);
    }

    @ParameterizedTest
    @CsvSource({
        "MM/dd/yyyy, 03/01/2026, 2026-03-01",
        "M/d/yyyy, 3/1/2026, 2026-03-01",
        "M/d/yyyy, 12/31/2026, 2026-12-31",
        "dd.MM.yyyy, 31.12.2026, 2026-12-31",
        "MM/dd/yyyy, 31/12/2026, none",
        "MM/dd/yyyy, 3/1/2026, none",
        "MM/dd/yyyy, 03/01/2026 12:00, none",
        "yyyyMMdd, 20260301, 2026-03-01"
    })
    void reads_days_by_a_pattern(String pattern, String text, String day) {
        var read = dates("UTC", pattern).day(text);

        assertThat(read == null ? "none" : read).isEqualTo(day);
    }

    @Test
    void tries_one_form_after_the_other() {
        var dates = dates("UTC", "dd.MM.yyyy HH:mm", "MM/dd/yyyy", "iso");

        assertThat(moment(dates, "01.03.2026 08:05")).isEqualTo("2026-03-01T08:05:00Z");
        assertThat(moment(dates, "03/01/2026")).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(moment(dates, "2026-03-01")).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(moment(dates, "2026/03/01")).isEqualTo("none");
    }

    @Test
    void takes_times_without_an_offset_for_those_of_the_zone() {
        var dates = dates("Europe/Berlin", "iso");

        assertThat(moment(dates, "2026-07-01 00:30:00")).isEqualTo("2026-06-30T22:30:00Z");
        assertThat(moment(dates, "2026-01-01")).isEqualTo("2025-12-31T23:00:00Z");
        assertThat(moment(dates, "2026-07-01T00:30:00Z")).isEqualTo("2026-07-01T00:30:00Z");
        assertThat(dates.day("2026-06-30T22:30:00Z")).isEqualTo("2026-07-01");
        assertThat(dates.day("2026-06-30 22:30:00")).isEqualTo("2026-06-30");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "yyyy", "MM/dd", "yyyy-MM-dd yyyy", "dd MMM yyyy", "yyyy-mm-dd", "ISO"})
    void refuses_patterns_that_are_none(String pattern) {
        assertThatThrownBy(() -> new DateForm(pattern))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
