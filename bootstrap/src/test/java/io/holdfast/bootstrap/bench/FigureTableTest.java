package io.holdfast.bootstrap.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTableTest {

    private static List<String> lines(List<Figure> figures) {
        var text = new StringWriter();
        FigureTable.print(new PrintWriter(text), figures);
        return text.toString().lines().toList();
    }

    @Test
    void puts_each_figure_beside_its_target() {
        var lines =
                lines(
                        List.of(
                                Figure.judged("fast", "6.0x", "at least 5x", true),
                                Figure.judged("cheap enough", "3x", "at least 20x", false),
                                Figure.plain("  by the way", "12 ms")));
        assertThat(lines)
                .startsWith(
                        "what          figure  target        met",
                        "fast          6.0x    at least 5x   met",
                        "cheap enough  3x      at least 20x  missed",
                        "  by the way  12 ms",
                        "");
    }

    @Test
    void says_how_to_read_it_even_when_nothing_was_measured() {
        var lines = lines(List.of());
        assertThat(lines).startsWith("what  figure  target  met", "");
        assertThat(lines).anyMatch(line -> line.contains("closed loop"));
    }

    @Test
    void writes_figures_alike_everywhere() {
        assertThat(Figure.text("%,.1f", 12_345.67)).isEqualTo("12,345.7");
    }
}
