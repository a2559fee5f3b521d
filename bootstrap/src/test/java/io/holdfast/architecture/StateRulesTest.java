package io.holdfast.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import io.holdfast.architecture.violations.application.customers.Counter;
import io.holdfast.architecture.violations.application.customers.DrawsLots;
import io.holdfast.architecture.violations.application.customers.GrowingCache;
import io.holdfast.architecture.violations.application.customers.OnlyOne;
import io.holdfast.architecture.violations.application.customers.ReadsTheClock;
import io.holdfast.architecture.violations.application.customers.ReadsTheEnvironment;
import io.holdfast.architecture.violations.application.customers.StartsThreads;
import io.holdfast.architecture.violations.domain.customers.AskedForTheTime;
import io.holdfast.architecture.violations.domain.customers.Changeable;
import io.holdfast.architecture.violations.domain.customers.HalfCustomer;
import io.holdfast.architecture.violations.domain.customers.Settable;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Where state may live, and what a class may get at without being given it.
class StateRulesTest implements HouseRules {

    /// Types that are made to be changed: a constant of such a type is none.
    private static final Set<String> CHANGEABLE_TYPES =
            Set.of(
                    "java.lang.StringBuilder",
                    "java.lang.ThreadLocal",
                    "java.util.ArrayList",
                    "java.util.ArrayDeque",
                    "java.util.EnumMap",
                    "java.util.HashMap",
                    "java.util.HashSet",
                    "java.util.LinkedHashMap",
                    "java.util.LinkedHashSet",
                    "java.util.LinkedList",
                    "java.util.TreeMap",
                    "java.util.TreeSet",
                    "java.util.WeakHashMap");

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "9",
                        "Domain and application are given time, chance, settings and threads; they"
                                + " do not fetch them.",
                        StateRulesTest::noHiddenInputs,
                        ReadsTheClock.class,
                        AskedForTheTime.class,
                        DrawsLots.class,
                        ReadsTheEnvironment.class,
                        StartsThreads.class),
                new Rule(
                        "10a",
                        "The state of the domain is final.",
                        StateRulesTest::domainIsFinal,
                        Changeable.class),
                new Rule(
                        "10b",
                        "The domain has no setters.",
                        StateRulesTest::domainHasNoSetters,
                        Settable.class),
                new Rule(
                        "10c",
                        "No component of a record is nullable.",
                        StateRulesTest::recordsAreWhole,
                        HalfCustomer.class),
                new Rule(
                        "11a",
                        "Static fields are constants.",
                        StateRulesTest::staticsAreConstants,
                        Counter.class,
                        GrowingCache.class),
                new Rule(
                        "11b",
                        "There is no getInstance().",
                        StateRulesTest::noSingletons,
                        OnlyOne.class));
    }

    private static ArchRule noHiddenInputs(Root root) {
        return noClasses()
                .that()
                .resideInAnyPackage(root.under("domain"), root.under("application"))
                .should()
                .accessTargetWhere(
                        Conditions.that(
                                "is a clock, chance, the surroundings or a thread",
                                (JavaAccess<?> access) -> HiddenInputs.isOne(access)));
    }

    private static ArchRule domainIsFinal(Root root) {
        return fields().that()
                .areDeclaredInClassesThat()
                .resideInAPackage(root.under("domain"))
                .should()
                .beFinal();
    }

    private static ArchRule domainHasNoSetters(Root root) {
        return noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(root.under("domain"))
                .should()
                .haveNameMatching("set[A-Z].*");
    }

    /// By reflection: ArchUnit does not see annotations on the use of a type.
    private static ArchRule recordsAreWhole(Root root) {
        return classes()
                .that()
                .resideInAPackage(root.everything())
                .and(Conditions.that("are records", JavaClass::isRecord))
                .should(
                        Conditions.have(
                                "have no nullable component", StateRulesTest::nullableComponents));
    }

    private static List<String> nullableComponents(JavaClass type) {
        return Arrays.stream(type.reflect().getRecordComponents())
                .filter(StateRulesTest::isNullable)
                .map(component -> type.getName() + "." + component.getName() + " is nullable")
                .toList();
    }

    private static boolean isNullable(RecordComponent component) {
        return Stream.of(component.getAnnotations(), component.getAnnotatedType().getAnnotations())
                .flatMap(Arrays::stream)
                .map(Annotation::annotationType)
                .anyMatch(annotation -> annotation.getSimpleName().equals("Nullable"));
    }

    private static ArchRule staticsAreConstants(Root root) {
        return fields().that()
                .areDeclaredInClassesThat()
                .resideInAPackage(root.everything())
                .and()
                .areStatic()
                .and(Conditions.that("are written by people", StateRulesTest::isHandWritten))
                .should(Conditions.have("be constants", StateRulesTest::changeable));
    }

    private static boolean isHandWritten(JavaField field) {
        return !field.getModifiers().contains(JavaModifier.SYNTHETIC)
                && !field.getName().contains("$");
    }

    /// An array can be a constant as long as it stays inside.
    private static List<String> changeable(JavaField field) {
        boolean isFinal = field.getModifiers().contains(JavaModifier.FINAL);
        boolean isOpenArray =
                field.getRawType().isArray()
                        && !field.getModifiers().contains(JavaModifier.PRIVATE);
        var type = field.getRawType().getName();
        boolean isChangeable =
                CHANGEABLE_TYPES.contains(type) || type.startsWith("java.util.concurrent.");
        return !isFinal || isOpenArray || isChangeable
                ? List.of(field.getFullName() + " is static and can change")
                : List.of();
    }

    private static ArchRule noSingletons(Root root) {
        return noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(root.everything())
                .should()
                .haveName("getInstance");
    }
}
