package io.holdfast.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import io.holdfast.architecture.violations.adapters.persistence.customers.SqlOrders;
import io.holdfast.architecture.violations.domain.customers.Customers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every driven port - an interface of the domain that an adapter implements - has a contract in
/// the domain's test sources, and each implementation a test that runs it.
class PortRulesTest implements HouseRules {

    /// Ports without a contract, by simple name, each with the reason. The list is to stay short;
    /// an entry that is no longer needed fails the test below.
    private static final Map<String, String> WITHOUT_CONTRACT =
            Map.of(
                    "AccessTokens", "one that signs and one that chooses; a fake would sign, too",
                    "PasswordHasher", "one implementation; a fake must not be slow, as it promises",
                    "Load", "a part of FactLoads, whose contract holds it",
                    "Upload", "a part of Uploads, whose contract holds it",
                    "CompiledModel", "each kind is checked against the library that trained it",
                    "TableReader", "one implementation; fakes split at commas and promise less");

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "14a",
                        "Every driven port has a contract in the domain's test sources.",
                        PortRulesTest::portsHaveContracts,
                        Customers.class),
                new Rule(
                        "14b",
                        "Every implementation of a driven port has a test that runs the port's"
                                + " contract.",
                        PortRulesTest::implementationsRunThem,
                        SqlOrders.class));
    }

    @Test
    void excuses_exactly_the_ports_without_a_contract() {
        var root = new Root(Root.PROGRAM);
        var needed =
                Program.PRODUCTION.stream()
                        .filter(type -> isPort(root, type))
                        .filter(port -> !hasContract(root, port))
                        .map(JavaClass::getSimpleName)
                        .toList();
        assertThat(needed).containsExactlyInAnyOrderElementsOf(WITHOUT_CONTRACT.keySet());
    }

    private static ArchRule portsHaveContracts(Root root) {
        return classes()
                .that(Conditions.that("are driven ports", type -> isPort(root, type)))
                .should(
                        Conditions.have(
                                "have a contract",
                                port ->
                                        hasContract(root, port) || isExempt(port)
                                                ? List.of()
                                                : List.of(
                                                        port.getName()
                                                                + " needs "
                                                                + contractOf(port))));
    }

    private static ArchRule implementationsRunThem(Root root) {
        return classes()
                .that(
                        Conditions.that(
                                "implement a driven port", type -> !ports(root, type).isEmpty()))
                .should(
                        Conditions.have(
                                "have a test that runs the contract", type -> unheld(root, type)));
    }

    private static List<String> unheld(Root root, JavaClass type) {
        return unheldPorts(root, type).stream()
                .map(port ->
                        "no %sTest or %sIT runs the contract of %s"
                                .formatted(
                                        type.getName(), type.getSimpleName(), port.getSimpleName()))
                .toList();
    }

    private static List<JavaClass> unheldPorts(Root root, JavaClass type) {
        return ports(root, type).stream()
                .filter(port -> hasContract(root, port))
                .filter(port -> !runsContract(root, type, port))
                .toList();
    }

    private static boolean isPort(Root root, JavaClass type) {
        return root.pathOf(type.getPackageName()).startsWith("domain.")
                && type.isInterface()
                && type.getAllSubclasses().stream().anyMatch(sub -> isAdapting(root, sub));
    }

    private static boolean isAdapting(Root root, JavaClass type) {
        var path = root.pathOf(type.getPackageName());
        return (path.startsWith("adapters.") || path.startsWith("bootstrap"))
                && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                && !isTestOrContract(type);
    }

    /// Tells the violators' own tests from their adapters, which live in one tree.
    private static boolean isTestOrContract(JavaClass type) {
        return type.getSimpleName().endsWith("Test") || type.getSimpleName().endsWith("Contract");
    }

    private static List<JavaClass> ports(Root root, JavaClass type) {
        return isAdapting(root, type)
                ? type.getAllRawInterfaces().stream().filter(port -> isPort(root, port)).toList()
                : List.of();
    }

    private static boolean hasContract(Root root, JavaClass port) {
        return !contractsOf(root, port).isEmpty();
    }

    /// `UsersContract` for `Users`, and also for `UserQueries`, which it asks for beside them.
    private static List<JavaClass> contractsOf(Root root, JavaClass port) {
        return tests(root)
                .filter(type -> type.getPackageName().equals(port.getPackageName()))
                .filter(type -> type.getSimpleName().endsWith("Contract"))
                .filter(type ->
                        type.getMethods().stream()
                                .anyMatch(method -> isNamed(method.getRawReturnType(), port)))
                .toList();
    }

    /// The test is called after the implementation (`JpaUsersTest`, `JpaUsersIT`), or uses it, or
    /// has its module's entry make it.
    private static boolean runsContract(Root root, JavaClass implementation, JavaClass port) {
        return tests(root)
                .filter(test -> isAbout(root, test, implementation))
                .filter(test ->
                        test.getSimpleName().endsWith("Test")
                                || test.getSimpleName().endsWith("IT"))
                .anyMatch(test ->
                        contractsOf(root, port).stream()
                                .anyMatch(contract -> test.isAssignableTo(contract.getName())));
    }

    /// Tests are imported apart from the program, so one class is two objects.
    private static boolean isNamed(JavaClass one, JavaClass other) {
        return one.getName().equals(other.getName());
    }

    private static boolean isAbout(Root root, JavaClass test, JavaClass implementation) {
        return test.getSimpleName().startsWith(implementation.getSimpleName())
                || test.getDirectDependenciesFromSelf().stream()
                        .map(Dependency::getTargetClass)
                        .anyMatch(used ->
                                isNamed(used, implementation)
                                        || Adapters.isEntryFor(root, used, implementation));
    }

    private static String contractOf(JavaClass port) {
        return port.getName() + "Contract";
    }

    private static boolean isExempt(JavaClass port) {
        return WITHOUT_CONTRACT.containsKey(port.getSimpleName());
    }

    private static Stream<JavaClass> tests(Root root) {
        return testsBeside(root).stream();
    }

    private static JavaClasses testsBeside(Root root) {
        return root.isProgram() ? Program.TESTS : Program.VIOLATORS;
    }
}
