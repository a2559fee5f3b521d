package io.holdfast.bootstrap.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ScoringProgressTest {

    private static final long SECOND = 1_000_000_000L;

    private final StringWriter shown = new StringWriter();
    private long now;
    private double share;

    private ScoringProgress progress(boolean moving) {
        return new ScoringProgress(new PrintWriter(shown), moving, () -> share, () -> now);
    }

    private void after(double seconds, ScoringProgress progress, long rows, double read) {
        now += (long) (seconds * SECOND);
        share = read;
        progress.accept(rows);
    }

    @Test
    void moves_one_line_in_a_terminal() {
        var progress = progress(true);

        after(0.1, progress, 100, 0.1);
        assertThat(shown.toString()).isEmpty();
        after(0.4, progress, 1_000, 0.5);
        after(0.5, progress, 4_000, 1);
        progress.end();

        assertThat(shown.toString().replace(System.lineSeparator(), "\n"))
                .isEqualTo(
                        "\r[============            ]  50 %  1,000 rows  2,000 rows/s  "
                                + "\r[========================] 100 %  4,000 rows  4,000 rows/s  \n");
    }

    @Test
    void writes_a_line_every_few_seconds_elsewhere() {
        var progress = progress(false);

        after(1, progress, 100, 0.1);
        after(4, progress, 1_000, 0.25);
        after(1, progress, 2_000, 0.3);
        progress.end();

        assertThat(shown.toString().lines())
                .containsExactly("[======                  ]  25 %  1,000 rows  200 rows/s");
    }

    @Test
    void shows_no_share_where_the_size_is_not_known() {
        after(5, progress(false), 1_000, Double.NaN);

        assertThat(shown.toString().lines()).containsExactly("1,000 rows  200 rows/s");
    }
}
