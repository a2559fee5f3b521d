package io.holdfast.adapters.web.ingestion.source;

import io.holdfast.adapters.web.http.FieldCheck;
import io.holdfast.adapters.web.http.JsonFields;
import io.holdfast.domain.ingestion.source.Source;
import io.holdfast.domain.ingestion.source.Source.Destination;
import io.holdfast.domain.ingestion.source.Source.Kind;
import io.holdfast.domain.ingestion.source.Source.Selection;
import io.holdfast.domain.ingestion.source.Source.Server;
import io.holdfast.domain.ingestion.source.Source.Tls;
import io.holdfast.domain.ingestion.source.Source.WatermarkType;
import io.holdfast.domain.kernel.Secret;
import io.holdfast.domain.kernel.SecretBox;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// The members of a wish for a source. What is a text at all is judged by the domain.
final class SourceFields {

    private static final int MAX_MINUTES = 1_000_000;
    private static final int MAX_PORT = 65_535;
    private static final String TEXT = "must be a text";

    record Wish(Source source, Secret password) {}

    private final FieldCheck check;

    private SourceFields(FieldCheck check) {
        this.check = check;
    }

    /// Refuses with all faults at once.
    static Wish read(byte[] body) {
        return new SourceFields(new FieldCheck(JsonFields.readMembers(body))).read();
    }

    private Wish read() {
        var name = text("name");
        var server = server();
        var user = text("user");
        var password =
                check.text(
                        "password",
                        text -> text.length() <= SecretBox.MAX_LENGTH,
                        "must be a text of at most " + SecretBox.MAX_LENGTH + " characters",
                        "");
        var selection =
                new Selection(
                        text("query"),
                        text("watermark_column"),
                        choice("watermark_type", WatermarkType.class, WatermarkType.MOMENT));
        var destination = new Destination(text("profile"), text("section"));
        long everyMinutes = check.whole("every_minutes", 0, MAX_MINUTES, 0);
        int pageSize =
                (int) check.whole("page_size", 1, Source.MAX_PAGE_SIZE, Source.DEFAULT_PAGE_SIZE);
        boolean enabled = check.flag("enabled", true);
        Source.faults(name, server, user, selection, destination, everyMinutes, pageSize)
                .forEach(check::fault);
        check.done();
        var source =
                new Source(
                        name,
                        server,
                        user,
                        selection,
                        destination,
                        Source.schedule(everyMinutes),
                        pageSize,
                        enabled);
        return new Wish(source, new Secret(password));
    }

    private Server server() {
        var kind = choice("kind", Kind.class, Kind.POSTGRESQL);
        if (!check.has("kind")) {
            check.fault("kind", "is required");
        }
        return new Server(
                kind,
                text("host"),
                (int) check.whole("port", 1, MAX_PORT, kind.standardPort()),
                text("database"),
                choice("tls", Tls.class, Tls.VERIFIED));
    }

    /// An empty one where there is none.
    private String text(String member) {
        return check.text(member, _ -> true, TEXT, "");
    }

    private <E extends Enum<E>> E choice(String member, Class<E> type, E otherwise) {
        var labels =
                Arrays.stream(type.getEnumConstants())
                        .map(SourceFields::label)
                        .collect(Collectors.joining(", "));
        var text =
                check.text(
                        member,
                        label ->
                                ("|" + labels.replace(", ", "|") + "|").contains("|" + label + "|"),
                        "must be one of " + labels,
                        label(otherwise));
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }

    static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
