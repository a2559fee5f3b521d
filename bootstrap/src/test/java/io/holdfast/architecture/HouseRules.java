package io.holdfast.architecture;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is asked of every rule. A test class lists its own in a static method `rules()`.
interface HouseRules {

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    default void holds(Rule rule) {
        rule.holds();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    default void fails_on_its_violators(Rule rule) {
        rule.failsOnItsViolators();
    }
}
