package io.holdfast.bootstrap.cli;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.bootstrap.App;
import io.holdfast.domain.ingestion.ImportProfile;
import io.holdfast.domain.ingestion.ImportProfileDocuments.Outcome;
import io.holdfast.domain.ingestion.ImportProfileQueries.Summary;
import java.nio.file.Path;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/// The profile that the user names.
final class PickedProfile {

    private static final String DOCUMENT = ".json";

    /// Names that are told where another was asked for.
    private static final int SHOWN = 100;

    @Option(
            names = "--profile",
            paramLabel = "P",
            description = "A profile by its name, or a profile's file (.json).")
    private String name = "";

    boolean isNamed() {
        return !name.isEmpty();
    }

    String name() {
        return name;
    }

    ImportProfile pick(App app) {
        if (name.endsWith(DOCUMENT)) {
            return read(Path.of(name));
        }
        return app.importProfiles()
                .find(name)
                .orElseThrow(() ->
                        new Refused(
                                "There is no import profile %s, but %s."
                                        .formatted(
                                                name,
                                                app.importProfiles().list("", SHOWN).stream()
                                                        .map(Summary::name)
                                                        .collect(Collectors.joining(", ")))));
    }

    private static ImportProfile read(Path file) {
        return switch (PersistenceAdapter.importProfileDocuments().read(InputFile.read(file))) {
            case Outcome.Complete(var profile) -> profile;
            case Outcome.Unreadable(var reason) ->
                    throw new Refused("The profile " + file + " " + reason + ".");
            case Outcome.Invalid(var violations) ->
                    throw Faults.refuse(
                            "The profile " + file + " was refused:", violations, violations.size());
        };
    }
}
