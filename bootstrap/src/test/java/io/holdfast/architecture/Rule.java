package io.holdfast.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// One rule, built anew for a root package, so that the very same rule runs on the program and on
/// the classes that break it.
///
/// @param number of the house rules' list, with a letter where one entry needs several rules
/// @param sentence as `docs/architecture-rules.md` shows it
/// @param violators classes on which the rule must fail
record Rule(
        String number, String sentence, Function<Root, ArchRule> build, List<Class<?>> violators) {

    Rule(String number, String sentence, Function<Root, ArchRule> build, Class<?>... violators) {
        this(number, sentence, build, List.of(violators));
    }

    void holds() {
        build.apply(new Root(Root.PROGRAM)).check(Program.PRODUCTION);
    }

    /// A rule that nothing can break protects nothing.
    void failsOnItsViolators() {
        var broken =
                build.apply(new Root(Root.VIOLATORS))
                        .evaluate(Program.VIOLATORS)
                        .getFailureReport()
                        .getDetails();
        assertThat(violators).as("violators of rule %s", number).isNotEmpty();
        for (var violator : violators) {
            assertThat(broken)
                    .as("rule %s must fail on %s", number, violator.getSimpleName())
                    .anyMatch(detail -> detail.contains(violator.getName()));
        }
    }

    /// The packages of the program that the rule speaks of.
    Set<String> packages() {
        var root = new Root(Root.PROGRAM);
        var built = build.apply(root);
        assertThat(built.getDescription()).isNotBlank();
        return root.asked();
    }

    @Override
    public String toString() {
        return number + ": " + sentence;
    }
}
