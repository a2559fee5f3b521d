package io.holdfast.application.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.ingestion.Reading.Numbers;
import io.holdfast.domain.ingestion.Reading.Sign;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumberTextTest {

    private static String read(Numbers style, Sign sign, String text) {
        var plain = new NumberText(style, sign).plain(text);
        return plain == null ? "none" : plain;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PLAIN | 12.50      | 12.50",
                "PLAIN | +7         | 7",
                "PLAIN | -7         | -7",
                "PLAIN | \u22127.5  | -7.5",
                "PLAIN | -0.0       | 0.0",
                "PLAIN | .5         | .5",
                "PLAIN | 1,500      | none",
                "PLAIN | $5         | none",
                "PLAIN | 1.2.3      | none",
                "PLAIN | .          | none",
                "PLAIN | --1        | none",
                "PLAIN | 1e3        | none",
                "PLAIN | ''         | none",
                "PLAIN | 12345678901234567890123456789012345678901 | none",
                "POINT | $90,000    | 90000",
                "POINT | 1,234,567.891 | 1234567.891",
                "POINT | -$5.00     | -5.00",
                "POINT | $-5.00     | -5.00",
                "POINT | 1 234 567  | 1234567",
                "POINT | 1\u00a0234 | 1234",
                "POINT | 1'234.5    | 1234.5",
                "POINT | 12 €       | 12",
                "POINT | 1,5        | none",
                "POINT | 1,234,5    | none",
                "POINT | 1,23,456   | none",
                "POINT | 1234,567   | none",
                "POINT | 1,234 567  | none",
                "POINT | ,234       | none",
                "POINT | 1.5,000    | none",
                "POINT | $          | none",
                "COMMA | 1.234,50 € | 1234.50",
                "COMMA | 1.500      | 1500",
                "COMMA | 12,5       | 12.5",
                "COMMA | 12.5       | none",
                "COMMA | -1.000.000 | -1000000",
                "COMMA | 1,234,5    | none",
            })
    void reads_numbers_as_they_are_written(Numbers style, String text, String plain) {
        assertThat(read(style, Sign.KEPT, text)).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource({
        "NEGATED, 5, -5",
        "NEGATED, -5, 5",
        "NEGATED, 0, 0",
        "NEGATED, 0.00, 0.00",
        "ABSOLUTE, -5, 5",
        "ABSOLUTE, 5, 5",
        "KEPT, -5, -5"
    })
    void changes_the_sign(Sign sign, String text, String plain) {
        assertThat(read(Numbers.PLAIN, sign, text)).isEqualTo(plain);
    }
}
