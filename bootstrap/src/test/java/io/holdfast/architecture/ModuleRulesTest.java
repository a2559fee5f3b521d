package io.holdfast.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import io.holdfast.architecture.violations.adapters.crm.QueriesSql;
import io.holdfast.architecture.violations.adapters.ml.CallsOut;
import io.holdfast.architecture.violations.adapters.persistence.customers.ServesHttp;
import io.holdfast.architecture.violations.adapters.web.customers.ReadsTheTables;
import io.holdfast.architecture.violations.adapters.web.customers.TrainsItself;
import io.holdfast.architecture.violations.adapters.web.customers.UsesEntities;
import io.holdfast.architecture.violations.application.customers.CallsTheNetwork;
import io.holdfast.architecture.violations.application.customers.KnowsAnAdapter;
import io.holdfast.architecture.violations.bootstrap.ReachesInside;
import io.holdfast.architecture.violations.domain.customers.LooksUp;
import io.holdfast.architecture.violations.domain.customers.ReadsFiles;
import java.util.List;
import java.util.stream.Stream;

/// What a module may depend on.
class ModuleRulesTest implements HouseRules {

    private static final List<String> JDK_OF_THE_DOMAIN =
            List.of(
                    "java.lang",
                    "java.math",
                    "java.time..",
                    "java.util",
                    "java.util.function",
                    "java.util.regex",
                    "java.util.stream",
                    "org.jspecify.annotations");

    private static final List<String> JDK_OF_THE_APPLICATION =
            List.of(
                    "java.nio.charset",
                    "java.util.concurrent..",
                    "java.util.random",
                    "java.util.zip");

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "1",
                        "The domain depends on itself, a few JDK packages and JSpecify only.",
                        ModuleRulesTest::domainStandsAlone,
                        ReadsFiles.class,
                        LooksUp.class),
                new Rule(
                        "2",
                        "The application depends on the domain, itself, the same JDK packages and"
                                + " java.util.concurrent, java.util.random, java.util.zip and"
                                + " java.nio.charset only.",
                        ModuleRulesTest::applicationStandsOnTheDomain,
                        CallsTheNetwork.class),
                new Rule(
                        "3",
                        "Adapter modules do not know each other.",
                        ModuleRulesTest::adaptersAreApart,
                        ReadsTheTables.class),
                new Rule(
                        "4a",
                        "Domain and application know no adapter.",
                        ModuleRulesTest::coreKnowsNoAdapter,
                        KnowsAnAdapter.class),
                new Rule(
                        "4b",
                        "Of an adapter module, bootstrap knows the entry type only.",
                        ModuleRulesTest::bootstrapKnowsEntriesOnly,
                        ReachesInside.class),
                new Rule(
                        "5",
                        "Libraries stay home: " + homes() + ".",
                        ModuleRulesTest::librariesStayHome,
                        TrainsItself.class,
                        UsesEntities.class,
                        QueriesSql.class,
                        ServesHttp.class,
                        CallsOut.class));
    }

    private static ArchRule domainStandsAlone(Root root) {
        return classes()
                .that()
                .resideInAPackage(root.under("domain"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        packages(
                                Stream.concat(
                                        Stream.of(root.under("domain")),
                                        JDK_OF_THE_DOMAIN.stream())));
    }

    private static ArchRule applicationStandsOnTheDomain(Root root) {
        return classes()
                .that()
                .resideInAPackage(root.under("application"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        packages(
                                Stream.of(
                                                List.of(
                                                        root.under("domain"),
                                                        root.under("application")),
                                                JDK_OF_THE_DOMAIN,
                                                JDK_OF_THE_APPLICATION)
                                        .flatMap(List::stream)));
    }

    private static ArchRule adaptersAreApart(Root root) {
        return slices().matching(root.everything().replace("..", ".adapters.(*).."))
                .should()
                .notDependOnEachOther();
    }

    private static ArchRule coreKnowsNoAdapter(Root root) {
        return noClasses()
                .that()
                .resideInAnyPackage(root.under("domain"), root.under("application"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root.everything().replace("..", ".adapters.."));
    }

    private static ArchRule bootstrapKnowsEntriesOnly(Root root) {
        return noClasses()
                .that()
                .resideInAPackage(root.under("bootstrap"))
                .should()
                .dependOnClassesThat(
                        Conditions.that(
                                "are inside an adapter module and not its entry",
                                (JavaClass type) ->
                                        Adapters.contains(root, type)
                                                && !Adapters.isEntry(root, type)));
    }

    private static ArchRule librariesStayHome(Root root) {
        return Library.ALL.stream()
                .<ArchRule>map(library ->
                        noClasses()
                                .that()
                                .resideInAPackage(root.everything())
                                .and()
                                .resideOutsideOfPackages(
                                        library.homes().stream()
                                                .map(root::under)
                                                .toArray(String[]::new))
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(library.packages().toArray(String[]::new)))
                .map(CompositeArchRule::of)
                .reduce(CompositeArchRule::and)
                .orElseThrow();
    }

    private static String homes() {
        return String.join(
                "; ",
                Library.ALL.stream()
                        .map(library ->
                                library.name() + " in " + String.join(" and ", library.homes()))
                        .toList());
    }

    private static String[] packages(Stream<String> patterns) {
        return patterns.toArray(String[]::new);
    }
}
