package io.holdfast.application.ingestion.source;

import io.holdfast.domain.ingestion.source.Position;
import io.holdfast.domain.ingestion.source.RecordSource;
import io.holdfast.domain.ingestion.source.RecordSource.Page;
import io.holdfast.domain.ingestion.source.RecordSources;
import io.holdfast.domain.ingestion.source.Source;
import io.holdfast.domain.ingestion.source.SourceQueries.Listed;
import io.holdfast.domain.ingestion.source.Sources;
import io.holdfast.domain.kernel.Secret;
import io.holdfast.domain.kernel.SecretBox;
import java.util.List;

/// Signs in at another system and reads the first record, without storing anything.
public final class TestSource {

    public sealed interface Outcome {
        /// @param columns of the query's answer; none where it has no record
        record Works(List<String> columns) implements Outcome {
            public Works {
                columns = List.copyOf(columns);
            }
        }

        record Fails(String reason) implements Outcome {}

        record Unknown(String name) implements Outcome {}
    }

    private final Sources sources;
    private final RecordSources systems;
    private final SecretBox secretBox;

    public TestSource(Sources sources, RecordSources systems, SecretBox secretBox) {
        this.sources = sources;
        this.systems = systems;
        this.secretBox = secretBox;
    }

    public Outcome test(String name) {
        var source = sources.find(name).map(Listed::source);
        var sealed = sources.sealedSecret(name);
        if (source.isEmpty() || sealed.isEmpty()) {
            return new Outcome.Unknown(name);
        }
        return switch (secretBox.open(sealed.get(), ChangeSources.purpose(name))) {
            case SecretBox.Opening.Unreadable() -> new Outcome.Fails(PullSource.UNREADABLE);
            case SecretBox.Opening.Opened(var secret, var _) -> test(source.get(), secret);
        };
    }

    private Outcome test(Source source, Secret secret) {
        return switch (systems.open(source, secret)) {
            case RecordSources.Opening.Refused(var reason) -> new Outcome.Fails(reason);
            case RecordSources.Opening.Unreachable(var reason) -> new Outcome.Fails(reason);
            case RecordSources.Opening.Opened(var records) -> test(records);
        };
    }

    private static Outcome test(RecordSource records) {
        try (records) {
            return switch (records.next(new Position.Beginning(), 1)) {
                case Page.Records(var names, var _, var _) -> new Outcome.Works(names);
                case Page.End() -> new Outcome.Works(List.of());
                case Page.Refused(var reason) -> new Outcome.Fails(reason);
                case Page.Lost(var reason) -> new Outcome.Fails(reason);
            };
        }
    }
}
