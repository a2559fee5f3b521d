package io.holdfast.application.ingestion;

import io.holdfast.domain.ingestion.ImportProfile;
import io.holdfast.domain.ingestion.ImportProfileDocuments;
import io.holdfast.domain.ingestion.ImportProfiles;
import io.holdfast.domain.kernel.Violation;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

/// Keeps and removes profiles of one's own. Those that come with the release stay as they are.
public final class ChangeImportProfiles {

    /// @param name under which it is to be kept, which the document must say, too
    /// @param document in UTF-8
    public record Command(String name, byte[] document, String by) {}

    public sealed interface Outcome {
        /// @param isNew whether there was none of the name
        record Saved(ImportProfile profile, boolean isNew) implements Outcome {}

        record Unreadable(String reason) implements Outcome {}

        record Invalid(List<Violation> violations) implements Outcome {
            public Invalid {
                violations = List.copyOf(violations);
            }
        }

        /// One of this name comes with the release.
        record Bundled() implements Outcome {}

        record TooMany() implements Outcome {}
    }

    /// What became of a removal.
    public enum Removal {
        REMOVED,
        UNKNOWN,
        BUNDLED
    }

    private final ImportProfiles profiles;
    private final ImportProfileDocuments documents;
    private final InstantSource clock;

    public ChangeImportProfiles(
            ImportProfiles profiles, ImportProfileDocuments documents, InstantSource clock) {
        this.profiles = profiles;
        this.documents = documents;
        this.clock = clock;
    }

    public Outcome save(Command command) {
        return switch (documents.read(command.document())) {
            case ImportProfileDocuments.Outcome.Unreadable(var reason) ->
                    new Outcome.Unreadable(reason);
            case ImportProfileDocuments.Outcome.Invalid(var violations) ->
                    new Outcome.Invalid(violations);
            case ImportProfileDocuments.Outcome.Complete(var profile) -> save(command, profile);
        };
    }

    private Outcome save(Command command, ImportProfile profile) {
        if (!profile.name().equals(command.name())) {
            return new Outcome.Invalid(
                    List.of(Violation.at("name", "must be the name in the path")));
        }
        var document = new String(command.document(), StandardCharsets.UTF_8);
        return switch (profiles.save(profile, document, command.by(), clock.instant())) {
            case ADDED -> new Outcome.Saved(profile, true);
            case REPLACED -> new Outcome.Saved(profile, false);
            case BUNDLED -> new Outcome.Bundled();
            case TOO_MANY -> new Outcome.TooMany();
        };
    }

    public Removal remove(String name) {
        if (profiles.isBundled(name)) {
            return Removal.BUNDLED;
        }
        return profiles.remove(name) ? Removal.REMOVED : Removal.UNKNOWN;
    }
}
