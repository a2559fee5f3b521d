package io.holdfast.application.ingestion.source;

import io.holdfast.domain.ingestion.source.Source;
import io.holdfast.domain.ingestion.source.Sources;
import io.holdfast.domain.kernel.Secret;
import io.holdfast.domain.kernel.SecretBox;
import java.time.Instant;
import java.time.InstantSource;

/// Makes other systems known, and forgets them again; lets a pull come now.
public final class ChangeSources {

    public sealed interface Added {
        record Done(Source source) implements Added {}

        record NameTaken(String name) implements Added {}

        record TooMany(int max) implements Added {}
    }

    public sealed interface Asked {
        /// It begins when a node has time for it, within a minute as a rule.
        record Done(String name) implements Asked {}

        record Unknown(String name) implements Asked {}

        record Disabled(String name) implements Asked {}

        /// A pull has it already.
        record Running(String name) implements Asked {}
    }

    private final Sources sources;
    private final SecretBox secretBox;
    private final InstantSource clock;

    public ChangeSources(Sources sources, SecretBox secretBox, InstantSource clock) {
        this.sources = sources;
        this.secretBox = secretBox;
        this.clock = clock;
    }

    /// What it is sealed for.
    static String purpose(String name) {
        return "source:" + name;
    }

    /// A source with a schedule is pulled for the first time at once.
    ///
    /// @param by whose name is kept with it
    public Added add(Source source, Secret secret, String by) {
        var now = clock.instant();
        var dueAt =
                switch (source.schedule()) {
                    case Source.Schedule.Manual() -> Instant.MAX;
                    case Source.Schedule.Every _ -> now;
                };
        var sealed = secretBox.seal(secret, purpose(source.name()));
        return switch (sources.add(source, sealed, by, now, dueAt)) {
            case ADDED -> new Added.Done(source);
            case NAME_TAKEN -> new Added.NameTaken(source.name());
            case TOO_MANY -> new Added.TooMany(Sources.MAX);
        };
    }

    /// The facts that came from it stay.
    ///
    /// @return whether it was there
    public boolean remove(String name) {
        return sources.remove(name);
    }

    public Asked askForPull(String name) {
        var listed = sources.find(name);
        if (listed.isEmpty()) {
            return new Asked.Unknown(name);
        }
        if (!listed.get().source().enabled()) {
            return new Asked.Disabled(name);
        }
        if (listed.get().state().isTaken(clock.instant())) {
            return new Asked.Running(name);
        }
        return sources.askForPull(name, clock.instant())
                ? new Asked.Done(name)
                : new Asked.Unknown(name);
    }
}
