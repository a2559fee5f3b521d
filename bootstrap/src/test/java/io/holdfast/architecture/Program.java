package io.holdfast.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The classes that the rules look at.
///
/// ArchUnit's own import options do not fit: in `mvn verify` the other modules are jars, which "no
/// jars" drops, and the test-jars are jars that "no tests" lets in.
final class Program {

    /// Every module of the build, by its root package.
    static final List<String> MODULES =
            List.of(
                    "domain",
                    "application",
                    "adapters.web",
                    "adapters.persistence",
                    "adapters.ml",
                    "adapters.crm",
                    "adapters.notification",
                    "bootstrap");

    /// What is shipped and was written by people.
    static final JavaClasses PRODUCTION =
            importing(location -> !isTest(location) && !isGenerated(location))
                    .importPackages(Root.PROGRAM);

    /// The tests of this and, as far as they publish a test-jar, the other modules.
    static final JavaClasses TESTS =
            importing(location -> isTest(location) && !location.contains("/architecture/"))
                    .importPackages(Root.PROGRAM);

    static final JavaClasses VIOLATORS = importing(Program::isTest).importPackages(Root.VIOLATORS);

    private Program() {}

    /// The repository's root folder: given by the build, else found upwards.
    static Path folder() {
        var given = System.getProperty("holdfast.root");
        if (given != null) {
            return Path.of(given);
        }
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(".mvn"))) {
                return at;
            }
        }
        throw new IllegalStateException("not inside the repository; set -Dholdfast.root");
    }

    private static ClassFileImporter importing(ImportOption option) {
        return new ClassFileImporter().withImportOption(option);
    }

    /// The loops that JMH writes around benchmarks.
    private static boolean isGenerated(Location location) {
        return location.contains("/jmh_generated/");
    }

    /// Maven's, Gradle's and an IDE's folders of test classes, and test-jars.
    private static boolean isTest(Location location) {
        return location.contains("/test-classes/")
                || location.contains("-tests.jar")
                || location.contains("/out/test/");
    }
}
