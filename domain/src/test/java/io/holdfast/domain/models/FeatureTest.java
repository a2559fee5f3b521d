package io.holdfast.domain.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureTest {

    private static final Feature.Missing REFUSED = new Feature.Missing.Refused();

    private static final Feature CHARGE = numeric(0, 10_000, false);
    private static final Feature TENURE = numeric(0, 600, true);
    private static final Feature PLAN = categorical(List.of("DSL", "Fiber optic", "No"));
    private static final Feature PAPERLESS = new Feature.Flag("paperless", REFUSED, REFUSED);

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "70.35, 70.35",
        "' 70.35 ', 70.35",
        "+5, 5",
        ".5, 0.5",
        "5., 5",
        "1e3, 1000",
        "1E-2, 0.01",
        "007, 7",
        "10000, 10000",
        "1e-400, 0"
    })
    void reads_a_plain_decimal_number(String text, double expected) {
        assertThat(encoded(CHARGE, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NaN", "Infinity", "-Infinity", "0x1p3", "1d", "1f", "1,5", "1 000", "1_000", "--1",
                "e5", "1e", "+", ".", "five", "\u0665", "\uFF15", "1\u00A0", "70.35 USD", "'5'"
            })
    void refuses_a_text_that_is_no_plain_number(String text) {
        assertThat(invalid(CHARGE, text)).startsWith("must be a number, not \"");
    }

    @Test
    void refuses_a_number_in_more_characters_than_any_number_needs() {
        assertThat(invalid(CHARGE, "0".repeat(65))).startsWith("must be a number, not \"");
        assertThat(encoded(CHARGE, "0".repeat(64))).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "1e999999999"})
    void refuses_a_number_that_is_too_large_for_a_double(String text) {
        assertThat(invalid(CHARGE, text)).isEqualTo("must be a finite number");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refuses_a_number_that_is_not_finite(double number) {
        assertThat(invalid(CHARGE, new FieldValue.Numeric(number)))
                .isEqualTo("must be a finite number");
    }

    @Test
    void makes_one_zero_of_the_two() {
        for (var zero : List.of(new FieldValue.Numeric(-0.0), new FieldValue.Text("-0"))) {
            assertThat(Double.doubleToRawLongBits(encoded(CHARGE, zero))).isZero();
        }
    }

    @Test
    void refuses_a_number_outside_its_bounds() {
        assertThat(encoded(CHARGE, "10000")).isEqualTo(10_000);
        assertThat(invalid(CHARGE, "10000.01")).isEqualTo("must be between 0 and 10000");
        assertThat(invalid(CHARGE, "-0.01")).isEqualTo("must be between 0 and 10000");
        assertThat(invalid(numeric(0.5, Double.MAX_VALUE, false), "0"))
                .isEqualTo("must be at least 0.5");
        assertThat(invalid(numeric(-Double.MAX_VALUE, 10, false), "11"))
                .isEqualTo("must be at most 10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "0.0000001", "599.9999999"})
    void refuses_a_part_of_a_whole_number(String text) {
        assertThat(invalid(TENURE, text)).isEqualTo("must be a whole number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "12.0", "1.2e1", "1200e-2"})
    void takes_a_whole_number_in_any_notation(String text) {
        assertThat(encoded(TENURE, text)).isEqualTo(12);
    }

    @Test
    void refuses_other_kinds_where_a_number_is_due() {
        assertThat(invalid(CHARGE, new FieldValue.Bool(true)))
                .isEqualTo("must be a number, not a boolean");
        assertThat(invalid(CHARGE, new FieldValue.Null())).isEqualTo("must be a number, not null");
        assertThat(invalid(CHARGE, new FieldValue.Compound()))
                .isEqualTo("must be a number, not an array or object");
    }

    @Test
    void reads_every_number_that_it_is_shown() {
        var random = new Random(11);
        var any = numeric(-Double.MAX_VALUE, Double.MAX_VALUE, false);
        for (int i = 0; i < 2_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            var text = Double.toString(number);
            if (Double.isFinite(number)) {
                assertThat(encoded(any, text)).as(text).isEqualTo(number == 0 ? 0.0 : number);
            } else {
                assertThat(any.parse(new FieldValue.Text(text)))
                        .isInstanceOf(Feature.Parsed.Invalid.class);
            }
        }
    }

    @Test
    void compares_a_category_exactly_after_dropping_white_space_around_it() {
        assertThat(encoded(PLAN, "DSL")).isZero();
        assertThat(encoded(PLAN, "\tFiber optic ")).isEqualTo(1);
        assertThat(invalid(PLAN, "dsl"))
                .isEqualTo("must be one of DSL, Fiber optic, No, not \"dsl\"");
        assertThat(invalid(PLAN, "Fiber  optic")).contains("not \"Fiber  optic\"");
    }

    @Test
    void refuses_other_kinds_where_a_category_is_due() {
        for (var value :
                List.of(
                        new FieldValue.Numeric(0),
                        new FieldValue.Bool(true),
                        new FieldValue.Null(),
                        new FieldValue.Compound())) {
            assertThat(invalid(PLAN, value)).isEqualTo("must be one of DSL, Fiber optic, No");
        }
    }

    @Test
    void names_a_dozen_categories_and_counts_the_rest() {
        var many = IntStream.range(0, 15).mapToObj(i -> "c" + i).toList();

        assertThat(invalid(categorical(many), "x"))
                .isEqualTo(
                        "must be one of c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11 and 3 more,"
                                + " not \"x\"");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "true, 1", "TRUE, 1", "yes, 1", "' Yes ', 1", "0, 0", "false, 0", "No, 0"})
    void reads_a_flag_in_the_words_people_use(String text, double expected) {
        assertThat(encoded(PAPERLESS, text)).isEqualTo(expected);
    }

    @Test
    void reads_a_flag_the_same_in_a_turkish_locale() {
        var before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(encoded(PAPERLESS, "TRUE")).isEqualTo(1);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void reads_a_flag_of_every_kind_that_can_be_one() {
        assertThat(encoded(PAPERLESS, new FieldValue.Bool(true))).isEqualTo(1);
        assertThat(encoded(PAPERLESS, new FieldValue.Bool(false))).isZero();
        assertThat(encoded(PAPERLESS, new FieldValue.Numeric(1))).isEqualTo(1);
        assertThat(Double.doubleToRawLongBits(encoded(PAPERLESS, new FieldValue.Numeric(-0.0))))
                .isZero();
    }

    @Test
    void refuses_what_is_no_flag() {
        assertThat(invalid(PAPERLESS, "2")).isEqualTo("must be 0 or 1, not \"2\"");
        assertThat(invalid(PAPERLESS, "y")).isEqualTo("must be 0 or 1, not \"y\"");
        for (var value :
                List.of(
                        new FieldValue.Numeric(0.5),
                        new FieldValue.Numeric(Double.NaN),
                        new FieldValue.Null(),
                        new FieldValue.Compound())) {
            assertThat(invalid(PAPERLESS, value)).isEqualTo("must be 0 or 1");
        }
    }

    @Test
    void shows_a_value_in_the_callers_terms() {
        assertThat(CHARGE.display(70.35)).contains(70.35);
        assertThat(TENURE.display(12)).contains(12L);
        assertThat(PLAN.display(1)).contains("Fiber optic");
        assertThat(PAPERLESS.display(1)).contains(1L);
        for (var feature : List.of(CHARGE, TENURE, PLAN, PAPERLESS)) {
            assertThat(feature.display(Double.NaN)).isEmpty();
        }
    }

    @Test
    void refuses_bounds_that_nothing_fits_or_that_are_not_finite() {
        assertThat(numeric(5, 5, false).name()).isEqualTo("n");
        refuses(() -> numeric(1, 0, false));
        refuses(() -> numeric(Double.NaN, 0, false));
        refuses(() -> numeric(0, Double.NaN, false));
        refuses(() -> numeric(0, Double.POSITIVE_INFINITY, false));
        refuses(() -> numeric(Double.NEGATIVE_INFINITY, 0, false));
    }

    @Test
    void refuses_categories_that_cannot_be_told_apart_or_never_met() {
        refuses(() -> categorical(List.of()));
        refuses(() -> categorical(List.of("a", "a")));
        refuses(() -> categorical(List.of("a", "a ")));
        refuses(() -> categorical(List.of("")));
        var most = IntStream.range(0, 1_000).mapToObj(String::valueOf).toList();
        assertThat(categorical(most).name()).isEqualTo("plan");
        refuses(() -> categorical(IntStream.range(0, 1_001).mapToObj(String::valueOf).toList()));
    }

    @Test
    void refuses_a_constant_that_is_no_encoded_value() {
        for (double constant : new double[] {-1, 2, 0.5, Double.NaN}) {
            var rule = new Feature.Missing.Constant(constant);
            refuses(() -> new Feature.Flag("f", rule, REFUSED));
            refuses(() -> new Feature.Flag("f", REFUSED, rule));
            refuses(() -> new Feature.Categorical("c", List.of("a", "b"), rule, REFUSED));
            refuses(() -> new Feature.Categorical("c", List.of("a", "b"), REFUSED, rule));
        }
        var part = new Feature.Missing.Constant(0.5);
        refuses(() -> new Feature.Numeric("n", "", 0, 1, true, part, REFUSED));
        var endless = new Feature.Missing.Constant(Double.POSITIVE_INFINITY);
        refuses(() -> new Feature.Numeric("n", "", 0, 1, false, REFUSED, endless));
    }

    @Test
    void has_a_name_of_1_to_100_characters() {
        assertThat(new Feature.Flag("f".repeat(100), REFUSED, REFUSED).name()).hasSize(100);
        refuses(() -> new Feature.Flag("f".repeat(101), REFUSED, REFUSED));
        refuses(() -> new Feature.Flag(" ", REFUSED, REFUSED));
    }

    private static void refuses(Runnable making) {
        assertThatIllegalArgumentException().isThrownBy(making::run);
    }

    private static double encoded(Feature feature, String text) {
        return encoded(feature, new FieldValue.Text(text));
    }

    private static double encoded(Feature feature, FieldValue value) {
        return switch (feature.parse(value)) {
            case Feature.Parsed.Encoded(double number) -> number;
            case Feature.Parsed.Invalid(var detail) -> throw new AssertionError(detail);
        };
    }

    private static String invalid(Feature feature, String text) {
        return invalid(feature, new FieldValue.Text(text));
    }

    private static String invalid(Feature feature, FieldValue value) {
        return switch (feature.parse(value)) {
            case Feature.Parsed.Encoded(double number) ->
                    throw new AssertionError("accepted as " + number);
            case Feature.Parsed.Invalid(var detail) -> detail;
        };
    }

    private static Feature numeric(double min, double max, boolean whole) {
        return new Feature.Numeric("n", "", min, max, whole, REFUSED, REFUSED);
    }

    private static Feature categorical(List<String> categories) {
        return new Feature.Categorical("plan", categories, REFUSED, REFUSED);
    }
}
