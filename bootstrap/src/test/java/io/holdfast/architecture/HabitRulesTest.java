package io.holdfast.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchRule;
import io.holdfast.architecture.violations.domain.customers.CustomerManager;
import io.holdfast.architecture.violations.domain.customers.FloatingPrice;
import io.holdfast.architecture.violations.domain.customers.OldDate;
import io.holdfast.architecture.violations.domain.customers.PrintsOut;
import io.holdfast.architecture.violations.domain.customers.util.Odds;
import io.holdfast.architecture.violations.domain.unmarked.Unmarked;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/// Names, marks and old habits.
class HabitRulesTest implements HouseRules {

    private static final Pattern EMPTY_NAME =
            Pattern.compile(".*(Impl|Manager|Helper|Util|Utils|Dto)");

    private static final Set<String> EMPTY_PACKAGES =
            Set.of("util", "utils", "common", "dto", "impl", "helper", "helpers", "misc");

    private static final Set<String> OLD_DATES =
            Set.of(
                    "java.util.Date",
                    "java.util.Calendar",
                    "java.util.GregorianCalendar",
                    "java.text.DateFormat",
                    "java.text.SimpleDateFormat");

    private static final Set<String> CONVERSIONS = Set.of("from", "toInstant");

    private static final Pattern MONEY =
            Pattern.compile(
                    ".*(amount|price|cost|money|revenue|charge|balance)s?",
                    Pattern.CASE_INSENSITIVE);

    private static final Set<String> FLOATING =
            Set.of("double", "float", "java.lang.Double", "java.lang.Float");

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "12a",
                        "No type is called Impl, Manager, Helper, Util or Dto.",
                        HabitRulesTest::namesSaySomething,
                        CustomerManager.class),
                new Rule(
                        "12b",
                        "No package is called util, common, dto, impl or the like.",
                        HabitRulesTest::packagesSaySomething,
                        Odds.class),
                new Rule(
                        "13",
                        "Every package is @NullMarked.",
                        HabitRulesTest::packagesAreMarked,
                        Unmarked.class),
                new Rule(
                        "15a",
                        "Only the command line writes to System.out and System.err.",
                        HabitRulesTest::nobodyPrints,
                        PrintsOut.class),
                new Rule(
                        "15b",
                        "Nobody uses java.util.Date, Calendar or java.text's date formats, but to"
                                + " convert what a library takes or gives.",
                        HabitRulesTest::datesAreModern,
                        OldDate.class),
                new Rule(
                        "15c",
                        "Money in domain and application is never a floating-point number.",
                        HabitRulesTest::moneyIsExact,
                        FloatingPrice.class));
    }

    private static ArchRule namesSaySomething(Root root) {
        return noClasses()
                .that()
                .resideInAPackage(root.everything())
                .should()
                .haveNameMatching(EMPTY_NAME.pattern());
    }

    private static ArchRule packagesSaySomething(Root root) {
        return classes()
                .that()
                .resideInAPackage(root.everything())
                .should(
                        Conditions.have(
                                "be in a package that says what it is about",
                                type -> emptyPackage(root, type)));
    }

    private static List<String> emptyPackage(Root root, JavaClass type) {
        return Arrays.stream(root.pathOf(type.getPackageName()).split("\\.", -1))
                .filter(EMPTY_PACKAGES::contains)
                .map(segment -> type.getName() + " is in a package called " + segment)
                .toList();
    }

    private static ArchRule packagesAreMarked(Root root) {
        return classes()
                .that()
                .resideInAPackage(root.everything())
                .should(
                        Conditions.have(
                                "be in a package marked @NullMarked",
                                type ->
                                        isMarked(type)
                                                ? List.of()
                                                : List.of(
                                                        type.getName()
                                                                + " is in an unmarked package")));
    }

    private static boolean isMarked(JavaClass type) {
        return type.getPackage()
                .tryGetPackageInfo()
                .filter(info -> info.isAnnotatedWith(NullMarked.class))
                .isPresent();
    }

    private static ArchRule nobodyPrints(Root root) {
        return noClasses()
                .that()
                .resideInAPackage(root.everything())
                .and()
                .resideOutsideOfPackage(root.in("bootstrap.cli"))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err");
    }

    private static ArchRule datesAreModern(Root root) {
        return classes()
                .that()
                .resideInAPackage(root.everything())
                .should(
                        Conditions.have(
                                "use java.time; a library's Date is converted where it is met",
                                HabitRulesTest::oldDates));
    }

    private static List<String> oldDates(JavaClass type) {
        var converted =
                type.getCodeUnitCallsFromSelf().stream()
                        .filter(call -> OLD_DATES.contains(call.getTargetOwner().getName()))
                        .filter(call -> CONVERSIONS.contains(call.getName()))
                        .map(JavaAccess::getDescription)
                        .collect(Collectors.toSet());
        return type.getDirectDependenciesFromSelf().stream()
                .filter(dependency -> OLD_DATES.contains(dependency.getTargetClass().getName()))
                .map(Dependency::getDescription)
                .filter(description -> !converted.contains(description))
                .toList();
    }

    private static ArchRule moneyIsExact(Root root) {
        return fields().that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(root.under("domain"), root.under("application"))
                .should(Conditions.have("be exact where they are money", HabitRulesTest::inexact));
    }

    private static List<String> inexact(JavaField field) {
        return MONEY.matcher(field.getName()).matches()
                        && FLOATING.contains(field.getRawType().getName())
                ? List.of(field.getFullName() + " is money in floating point")
                : List.of();
    }
}
