package io.holdfast.bootstrap.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Attacks on whoever opens the scores in a spreadsheet.
class CsvTextTest {

    private static String written(String cell) {
        return new String(new CsvText(0).cell(cell).cell(-1).cell(-0.5).end().bytes(), UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "=1+1 | '=1+1",
                "=HYPERLINK(\"http://evil.example\") | \"'=HYPERLINK(\"\"http://evil.example\"\")\"",
                "+cmd | '+cmd",
                "-2+3 | '-2+3",
                "@SUM(A1) | '@SUM(A1)",
                "+49-30-1 | '+49-30-1",
                "- | '-",
                "-1e9999 | '-1e9999",
                "\uff1d1 | '\uff1d1",
            })
    void a_formula_becomes_a_text(String cell, String expected) {
        assertThat(written(cell)).isEqualTo(expected + ",-1,-0.5\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t=1", "\r=1", "\n=1", "\0=1"})
    void white_space_in_front_hides_nothing(String cell) {
        assertThat(written(cell).replace("\"", "")).startsWith("'" + cell);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-12", "+4930123", "-0.5", "1e5", "-1.5E-3", "C-1001", "a=b", "'", "1-2"})
    void numbers_and_other_texts_stay_themselves(String cell) {
        assertThat(written(cell)).isEqualTo(cell + ",-1,-0.5\n");
    }
}
