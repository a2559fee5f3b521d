package io.holdfast.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;

class ViolationTest {

    @Test
    void points_at_a_member_of_the_root() {
        assertThat(Violation.at("tenure", "is required"))
                .isEqualTo(new Violation("#/tenure", "is required"));
    }

    @Test
    void points_at_a_row_and_a_column() {
        assertThat(Violation.atRow(12, "tenure", "x").pointer()).isEqualTo("#/rows/12/tenure");
        assertThat(Violation.atRow(12, "x").pointer()).isEqualTo("#/rows/12");
        assertThat(Violation.atRoot("x").pointer()).isEqualTo("#");
    }

    @Test
    void escapes_tilde_and_slash_in_a_name_so_that_they_can_be_told_apart() {
        assertThat(Violation.at("a/b", "x").pointer()).isEqualTo("#/a~1b");
        assertThat(Violation.at("a~b", "x").pointer()).isEqualTo("#/a~0b");
        assertThat(Violation.at("~1", "x").pointer()).isEqualTo("#/~01");
        assertThat(Violation.atRow(1, "/", "x").pointer()).isEqualTo("#/rows/1/~1");
    }

    @Test
    void points_at_a_name_of_full_length() {
        var name = "n".repeat(100);

        assertThat(Violation.at(name, "x").pointer()).isEqualTo("#/" + name);
    }

    @Test
    void cuts_a_foreign_name_between_characters_and_cleans_it() {
        assertThat(Violation.at("n".repeat(101), "x").pointer()).isEqualTo("#/" + "n".repeat(100));
        assertThat(Violation.at("\uD83D\uDE00".repeat(200), "x").pointer())
                .isEqualTo("#/" + "\uD83D\uDE00".repeat(100));
        assertThat(Violation.at("a\r\nSet-Cookie", "x").pointer()).isEqualTo("#/a??Set-Cookie");
    }

    @Test
    void shows_a_short_text_whole() {
        assertThat(Violation.extract("")).isEqualTo("\"\"");
        assertThat(Violation.extract("x".repeat(40))).isEqualTo("\"" + "x".repeat(40) + "\"");
    }

    @Test
    void cuts_a_long_text() {
        assertThat(Violation.extract("x".repeat(41))).isEqualTo("\"" + "x".repeat(40) + "...\"");
        assertThat(Violation.extract("x".repeat(1_000_000))).hasSizeLessThan(50);
    }

    @Test
    void shows_no_control_character() {
        assertThat(Violation.extract("a\u0000b\tc\nd\u001B[31m\u0085\u007F"))
                .isEqualTo("\"a?b?c?d?[31m??\"");
    }

    @Test
    void shows_no_half_of_a_surrogate_pair() {
        assertThat(Violation.extract("a\uD800b\uDC00")).isEqualTo("\"a?b?\"");
        assertThat(Violation.extract("\uD83D\uDE00")).isEqualTo("\"\uD83D\uDE00\"");
        assertThat(Violation.extract("\uD83D\uDE00".repeat(41)))
                .isEqualTo("\"" + "\uD83D\uDE00".repeat(40) + "...\"");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without the checker might do
    void needs_a_place_and_a_reason() {
        assertThatNullPointerException().isThrownBy(() -> new Violation(null, "x"));
        assertThatNullPointerException().isThrownBy(() -> new Violation("#", null));
    }
}
