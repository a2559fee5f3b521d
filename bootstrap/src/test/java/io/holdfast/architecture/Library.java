package io.holdfast.architecture;

import java.util.List;

/// A library that stays home: only the named modules may use it.
///
/// @param packages as package patterns
/// @param witness a class of the library, so that a rule about a library that has gone, or has
///   moved to another package, is noticed
/// @param homes the modules, or packages of one, that may use it
record Library(String name, List<String> packages, String witness, List<String> homes) {

    static final List<Library> ALL =
            List.of(
                    new Library(
                            "Smile",
                            List.of("smile.."),
                            "smile.classification.RandomForest",
                            List.of("adapters.ml")),
                    new Library(
                            "Jakarta Persistence",
                            List.of("jakarta.persistence.."),
                            "jakarta.persistence.EntityManager",
                            List.of("adapters.persistence")),
                    new Library(
                            "Hibernate",
                            List.of("org.hibernate.."),
                            "org.hibernate.SessionFactory",
                            List.of("adapters.persistence")),
                    new Library(
                            "db-scheduler",
                            List.of("com.github.kagkarlsson.."),
                            "com.github.kagkarlsson.scheduler.Scheduler",
                            List.of("adapters.persistence")),
                    new Library(
                            "java.sql",
                            List.of("java.sql.."),
                            "java.sql.Connection",
                            List.of("adapters.persistence", "bootstrap.database")),
                    new Library(
                            "Helidon's server",
                            List.of("io.helidon.webserver.."),
                            "io.helidon.webserver.WebServer",
                            List.of("adapters.web", "bootstrap")),
                    new Library(
                            "HTTP clients",
                            List.of("java.net.http..", "io.helidon.webclient.."),
                            "java.net.http.HttpClient",
                            // An identity provider's keys are read where its tokens are.
                            List.of(
                                    "adapters.crm",
                                    "adapters.notification",
                                    "adapters.web.identity.oidc")));
}
