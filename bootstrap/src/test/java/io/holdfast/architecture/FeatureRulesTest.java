package io.holdfast.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import io.holdfast.architecture.violations.domain.alerts.Alarm;
import io.holdfast.architecture.violations.domain.crm.Task;
import io.holdfast.architecture.violations.domain.identity.PeeksAtScoring;
import io.holdfast.architecture.violations.domain.loyalty.UnknownFeature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// How the features stand to each other.
class FeatureRulesTest implements HouseRules {

    private static final List<String> MODULES_OF_FEATURES =
            List.of("domain", "application", "adapters.web", "adapters.persistence");

    /// Modules in which every package is a feature; an adapter also has technical ones.
    private static final Set<String> MODULES_OF_FEATURES_ONLY = Set.of("domain", "application");

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "7a",
                        "A feature looks at the features that the table below allows, in every"
                                + " module; in the web adapter, also at the domain's caller.",
                        FeatureRulesTest::edgesAreAllowed,
                        PeeksAtScoring.class),
                new Rule(
                        "7b",
                        "Domain and application consist of the known features and the kernel.",
                        FeatureRulesTest::featuresAreKnown,
                        UnknownFeature.class),
                new Rule(
                        "7c",
                        "Features have no cycles.",
                        FeatureRulesTest::noCycles,
                        Alarm.class,
                        Task.class));
    }

    @Test
    void the_table_of_features_names_features_and_has_no_cycle() {
        var settled = new HashSet<String>();
        var open = new ArrayList<>(Feature.ALL);
        while (!open.isEmpty()) {
            assertThat(
                            open.removeIf(feature ->
                                    settled.containsAll(feature.mayLookAt())
                                            && settled.add(feature.name())))
                    .as("a cycle or an unknown name among %s", open)
                    .isTrue();
        }
        assertThat(settled).hasSize(10);
    }

    private static ArchRule edgesAreAllowed(Root root) {
        return classes()
                .that(Conditions.that("are of a feature", type -> known(root, type).isPresent()))
                .should(
                        Conditions.have(
                                "look only at the features they may look at",
                                type -> forbiddenLooks(root, type)));
    }

    private static List<String> forbiddenLooks(Root root, JavaClass type) {
        var feature = known(root, type).orElseThrow();
        return type.getDirectDependenciesFromSelf().stream()
                .filter(dependency ->
                        known(root, dependency.getTargetClass().getBaseComponentType())
                                .filter(target -> !feature.maySee(target.name()))
                                .isPresent())
                .filter(dependency -> !isCaller(root, type, dependency.getTargetClass()))
                .map(Dependency::getDescription)
                .toList();
    }

    /// Every route has a caller, so in the web adapter every feature may look at what identity's
    /// domain says a caller is; not at its use cases, and not at its endpoints.
    private static boolean isCaller(Root root, JavaClass from, JavaClass target) {
        return root.pathOf(from.getPackageName()).startsWith("adapters.web.")
                && root.pathOf(target.getPackageName()).equals("domain.identity");
    }

    private static ArchRule featuresAreKnown(Root root) {
        return classes()
                .that()
                .resideInAnyPackage(
                        MODULES_OF_FEATURES_ONLY.stream()
                                .sorted()
                                .map(root::under)
                                .toArray(String[]::new))
                .should(
                        Conditions.have(
                                "be of a known feature or the kernel",
                                type ->
                                        segment(root, type)
                                                        .filter(FeatureRulesTest::isKnown)
                                                        .isPresent()
                                                ? List.of()
                                                : List.of(type.getName() + " is of no feature")));
    }

    private static ArchRule noCycles(Root root) {
        return slices().matching(root.everything().replace("..", ".domain.(*).."))
                .should()
                .beFreeOfCycles();
    }

    private static boolean isKnown(String segment) {
        return segment.equals(Feature.KERNEL) || Feature.BY_NAME.containsKey(segment);
    }

    private static Optional<Feature> known(Root root, JavaClass type) {
        return segment(root, type).flatMap(name -> Optional.ofNullable(Feature.BY_NAME.get(name)));
    }

    /// The first package below a module that is cut by features.
    private static Optional<String> segment(Root root, JavaClass type) {
        var path = root.pathOf(type.getPackageName());
        return MODULES_OF_FEATURES.stream()
                .filter(module -> path.startsWith(module + "."))
                .map(module -> path.substring(module.length() + 1))
                .map(rest -> rest.split("\\.", 2)[0])
                .findFirst();
    }
}
