package io.holdfast.adapters.persistence.ingestion;

import io.holdfast.adapters.persistence.models.JsonShape;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.ingestion.ImportProfile;
import io.holdfast.domain.ingestion.ImportProfile.Section;
import io.holdfast.domain.ingestion.ImportProfile.Skip;
import io.holdfast.domain.ingestion.ImportProfile.Target;
import io.holdfast.domain.ingestion.ImportProfileDocuments;
import io.holdfast.domain.ingestion.Reading;
import io.holdfast.domain.ingestion.TextFormat;
import io.holdfast.domain.kernel.Violation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Profiles as JSON documents, in UTF-8.
///
///     {
///       "name": "shop", "title": "...", "source": "shop", "prefix": "S-",
///       "reading": {"blank": ["NA"], "dates": ["dd.MM.yyyy", "iso"], "numbers": "comma"},
///       "sections": [
///         {"name": "orders", "files": ["orders*.csv"], "rejectedPercentMax": 5,
///          "format": {"encoding": "windows-1252", "separator": "semicolon"},
///          "skip": [{"reason": "no customer", "when": [{"column": "Customer", "blank": true}]}],
///          "targets": [
///            {"fact": "orders",
///             "fields": {"order_id": "Number", "customer_id": "Customer",
///                        "ordered_at": {"column": "Date", "zone": "Europe/Berlin"},
///                        "channel": {"constant": "online"}}}]}
///       ]
///     }
///
/// docs/import.md describes every member. Members that it does not name are refused.
public final class ProfileJson implements ImportProfileDocuments {

    private static final Set<String> PROFILE =
            Set.of("name", "version", "title", "source", "prefix", "reading", "sections");
    private static final Set<String> SECTION =
            Set.of("name", "files", "format", "rejectedPercentMax", "reading", "skip", "targets");
    private static final Set<String> FORMAT = Set.of("encoding", "separator", "layout");

    /// Where the profile says nothing.
    private static final int REJECTED_PERCENT_MAX = 10;

    private final JsonMapper json =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    @Override
    public Outcome read(byte[] content) {
        if (content.length > MAX_BYTES) {
            return new Outcome.Unreadable("has more than " + MAX_BYTES + " bytes");
        }
        JsonNode root;
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
            root = json.readTree(text.toString());
        } catch (CharacterCodingException _) {
            return new Outcome.Unreadable("is not valid UTF-8");
        } catch (JacksonException e) {
            return new Outcome.Unreadable(reason(e));
        }
        if (root.isMissingNode()) {
            return new Outcome.Unreadable("is empty");
        }
        var violations = new ArrayList<Violation>();
        var profile = profile(JsonShape.root(root, violations), violations);
        return violations.isEmpty() && profile.isPresent()
                ? new Outcome.Complete(profile.get())
                : new Outcome.Invalid(violations);
    }

    /// The parser's own words would tell of classes and settings.
    private static String reason(JacksonException e) {
        var place = e.getLocation();
        return place == null
                ? "is not valid JSON"
                : "is not valid JSON at line %d, column %d"
                        .formatted(
                                Math.max(1, place.getLineNr()), Math.max(1, place.getColumnNr()));
    }

    private static Optional<ImportProfile> profile(JsonShape shape, List<Violation> violations) {
        shape.knows(PROFILE);
        var name = name(shape, "name");
        int version = shape.has("version") ? shape.whole("version") : 1;
        var title = shape.text("title", "");
        if (title.length() > ImportProfile.MAX_TITLE_LENGTH) {
            shape.faultAt("title", ImportProfile.TITLE_RULE);
        }
        var source = name(shape, "source");
        var prefix = shape.text("prefix", "");
        var general = ReadingJson.general(shape, Reading.plain());
        var sections = new ArrayList<Section>();
        for (var section : shape.objects("sections")) {
            section(section, general, violations).ifPresent(sections::add);
        }
        if (!violations.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ImportProfile(name, version, title, source, prefix, sections));
        } catch (IllegalArgumentException e) {
            shape.fault(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static String name(JsonShape shape, String member) {
        var name = shape.text(member);
        if (shape.isText(member) && !ImportProfile.isName(name)) {
            shape.faultAt(member, ImportProfile.NAME_RULE);
        }
        return name;
    }

    private static Optional<Section> section(
            JsonShape shape, Reading outer, List<Violation> violations) {
        int before = violations.size();
        shape.knows(SECTION);
        var name = name(shape, "name");
        var files = shape.has("files") ? shape.texts("files") : List.<String>of();
        var format = shape.has("format") ? format(shape.object("format")) : TextFormat.auto();
        int rejectedPercentMax =
                shape.has("rejectedPercentMax")
                        ? shape.whole("rejectedPercentMax")
                        : REJECTED_PERCENT_MAX;
        var general = ReadingJson.general(shape, outer);
        var skips = new ArrayList<Skip>();
        if (shape.has("skip")) {
            for (var skip : shape.objects("skip")) {
                skip(skip, violations).ifPresent(skips::add);
            }
        }
        var targets = new ArrayList<Target>();
        for (var target : shape.objects("targets")) {
            target(target, general, violations).ifPresent(targets::add);
        }
        if (violations.size() > before) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Section(name, files, format, rejectedPercentMax, skips, targets));
        } catch (IllegalArgumentException e) {
            shape.fault(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static TextFormat format(JsonShape shape) {
        shape.knows(FORMAT);
        var auto = TextFormat.auto();
        return new TextFormat(
                ReadingJson.constant(shape, "encoding", TextFormat.Encoding.class, auto.encoding()),
                ReadingJson.constant(
                        shape, "separator", TextFormat.Separator.class, auto.separator()),
                ReadingJson.constant(shape, "layout", TextFormat.Layout.class, auto.layout()));
    }

    private static Optional<Skip> skip(JsonShape shape, List<Violation> violations) {
        int before = violations.size();
        shape.knows(Set.of("reason", "when"));
        var reason = shape.text("reason");
        var when = RuleJson.conditions(shape);
        if (violations.size() == before && when.isEmpty()) {
            shape.faultAt("when", "must have a condition");
        }
        return violations.size() == before ? Optional.of(new Skip(reason, when)) : Optional.empty();
    }

    private static Optional<Target> target(
            JsonShape shape, Reading general, List<Violation> violations) {
        int before = violations.size();
        shape.knows(Set.of("fact", "when", "fields"));
        var when = RuleJson.conditions(shape);
        var fields = shape.object("fields");
        var rules = RuleJson.rules(fields, general);
        var kind = FactKind.ofLabel(shape.text("fact", ""));
        if (kind.isEmpty()) {
            var known =
                    Arrays.stream(FactKind.values())
                            .map(FactKind::label)
                            .collect(Collectors.joining(", "));
            shape.faultAt("fact", "must be one of " + known);
            return Optional.empty();
        }
        for (var fault : Target.faults(kind.get(), rules)) {
            fields.faultAt(fault.field(), fault.detail());
        }
        return violations.size() == before
                ? Optional.of(new Target(kind.get(), when, rules))
                : Optional.empty();
    }
}
