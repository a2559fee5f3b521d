package io.holdfast.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import io.holdfast.architecture.violations.adapters.persistence.customers.NeedlesslyPublic;
import io.holdfast.architecture.violations.adapters.web.customers.GoesRoundTheUseCase;
import io.holdfast.architecture.violations.adapters.web.customers.OpensTransactions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// How adapters are closed, and what the web adapter may call.
class AdapterRulesTest implements HouseRules {

    /// Verbs of ports that stand for a collection. An ability ("hash", "verify", "score") is none.
    private static final Set<String> COLLECTION_VERBS =
            Set.of("find", "list", "latest", "insert", "add", "update", "append", "register");

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "6",
                        "An adapter's types are package-private, but for the entry and what other"
                                + " packages of the same module use.",
                        AdapterRulesTest::adaptersAreClosed,
                        NeedlesslyPublic.class),
                new Rule(
                        "8",
                        "The web adapter calls use cases and queries; it neither touches"
                                + " collections nor opens transactions.",
                        AdapterRulesTest::webCallsUseCases,
                        GoesRoundTheUseCase.class,
                        OpensTransactions.class));
    }

    @Test
    void knows_which_ports_are_collections() {
        var root = new Root(Root.PROGRAM);
        var found =
                Program.PRODUCTION.stream()
                        .filter(type -> isCollection(root, type))
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.toSet());
        assertThat(found)
                .contains(
                        "Users",
                        "ApiKeys",
                        "Datasets",
                        "FeatureContracts",
                        "ModelRegistry",
                        "InferenceLog")
                .doesNotContain(
                        "UserQueries",
                        "ScoringQueries",
                        "TableReader",
                        "AccessTokens",
                        "PasswordHasher",
                        "CompiledModel");
    }

    private static ArchRule adaptersAreClosed(Root root) {
        return classes()
                .that(Conditions.that("are in an adapter", type -> Adapters.contains(root, type)))
                .and()
                .areTopLevelClasses()
                .and(Conditions.that("are not the entry", type -> !Adapters.isEntry(root, type)))
                .should(
                        Conditions.have(
                                "be package-private unless another package of the module uses them",
                                type -> needlesslyPublic(type)));
    }

    /// What uses a nested type uses the outer one.
    private static List<String> needlesslyPublic(JavaClass type) {
        boolean needed =
                type.getPackage().getClasses().stream()
                        .filter(member -> Adapters.outermost(member).equals(type))
                        .flatMap(member -> member.getDirectDependenciesToSelf().stream())
                        .anyMatch(use ->
                                !use.getOriginClass()
                                        .getPackageName()
                                        .equals(type.getPackageName()));
        return type.getModifiers().contains(JavaModifier.PUBLIC) && !needed
                ? List.of(type.getName() + " is public and used in its own package only")
                : List.of();
    }

    private static ArchRule webCallsUseCases(Root root) {
        return noClasses()
                .that()
                .resideInAPackage(root.under("adapters.web"))
                .should()
                .dependOnClassesThat(
                        Conditions.that(
                                "are collections of the domain, or its transactions",
                                (JavaClass type) ->
                                        isCollection(root, type)
                                                || type.getName()
                                                        .equals(
                                                                root.in("domain.kernel")
                                                                        + ".Transactions")));
    }

    private static boolean isCollection(Root root, JavaClass type) {
        return root.pathOf(type.getPackageName()).startsWith("domain.")
                && type.isInterface()
                && !type.getSimpleName().endsWith("Queries")
                && type.getMethods().stream()
                        .filter(method -> method.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(JavaMethod::getName)
                        .anyMatch(COLLECTION_VERBS::contains);
    }
}
