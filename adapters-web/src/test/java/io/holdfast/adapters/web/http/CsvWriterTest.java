package io.holdfast.adapters.web.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvWriterTest {

    private static String of(CsvWriter text) {
        return new String(text.bytes(), UTF_8);
    }

    @Test
    void quotes_what_needs_it() {
        var text = new CsvWriter();
        text.cell("a").cell("b,c").cell("d\"e").cell("f\r\ng").cell("").plain("").end();
        text.plain("-1").cell("\u00e4").end();

        assertThat(of(text)).isEqualTo("a,\"b,c\",\"d\"\"e\",\"f\r\ng\",\"\",\r\n-1,\u00e4\r\n");
    }

    @Test
    void a_line_may_begin_with_nothing() {
        assertThat(of(new CsvWriter().plain("").cell("a").end())).isEqualTo(",a\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "+4930123", "-1.5e-3", "12", "a=b"})
    void numbers_and_common_texts_stay_as_they_are(String text) {
        assertThat(of(new CsvWriter().cell(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"=1+1", "-5+cmd", "+a", "@sum", "\tx", "\u0000x", "\uFF1D1", "\uFF0D5", "-"})
    void what_looks_like_a_formula_gets_an_apostrophe(String text) {
        assertThat(of(new CsvWriter().cell(text))).isEqualTo("'" + text);
    }
}
