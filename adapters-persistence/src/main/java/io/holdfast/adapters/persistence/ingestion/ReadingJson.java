package io.holdfast.adapters.persistence.ingestion;

import io.holdfast.adapters.persistence.models.JsonShape;
import io.holdfast.domain.ingestion.DateForm;
import io.holdfast.domain.ingestion.Reading;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// How a text is read, as members of a rule, or of what holds for a whole section or profile; see
/// `ProfileJson`.
final class ReadingJson {

    static final Set<String> RULE =
            Set.of(
                    "spaces", "blank", "words", "others", "letters", "lookup", "dates", "zone",
                    "numbers", "sign");

    /// What can hold for many columns.
    private static final Set<String> GENERAL =
            Set.of("spaces", "blank", "dates", "zone", "numbers");

    private static final Set<String> LOOKUP = Set.of("collection", "field", "others");

    private ReadingJson() {}

    /// What holds where a rule says nothing: the member `reading`, over what holds further out.
    static Reading general(JsonShape holder, Reading outer) {
        if (!holder.has("reading")) {
            return outer;
        }
        var shape = holder.object("reading");
        shape.knows(GENERAL);
        return read(shape, outer);
    }

    /// @param otherwise holds for what the shape leaves out
    static Reading read(JsonShape shape, Reading otherwise) {
        return new Reading(
                constant(shape, "spaces", Reading.Spaces.class, otherwise.spaces()),
                blank(shape, otherwise.blank()),
                words(shape, otherwise.words()),
                constant(shape, "others", Reading.Others.class, otherwise.others()),
                constant(shape, "letters", Reading.Letters.class, otherwise.letters()),
                lookup(shape, otherwise.lookup()),
                dates(shape, otherwise.dates()),
                zone(shape, otherwise.zone()),
                constant(shape, "numbers", Reading.Numbers.class, otherwise.numbers()),
                constant(shape, "sign", Reading.Sign.class, otherwise.sign()));
    }

    /// One of an enumeration's constants: in small letters, with `-` where Java has `_`.
    static <E extends Enum<E>> E constant(
            JsonShape shape, String name, Class<E> type, E otherwise) {
        if (!shape.has(name)) {
            return otherwise;
        }
        var known = new ArrayList<String>();
        var text = shape.isText(name) ? shape.text(name) : "";
        for (var constant : type.getEnumConstants()) {
            var spelled = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (spelled.equals(text)) {
                return constant;
            }
            known.add(spelled);
        }
        shape.faultAt(name, "must be one of " + String.join(", ", known));
        return otherwise;
    }

    private static List<String> blank(JsonShape shape, List<String> otherwise) {
        if (!shape.has("blank")) {
            return otherwise;
        }
        return limited(shape, "blank", shape.texts("blank"), Reading.MAX_WORDS);
    }

    private static <T> List<T> limited(JsonShape shape, String name, List<T> list, int max) {
        if (list.size() > max) {
            shape.faultAt(name, "has more than " + max + " elements");
            return list.subList(0, max);
        }
        return list;
    }

    private static Map<String, String> words(JsonShape shape, Map<String, String> otherwise) {
        if (!shape.has("words")) {
            return otherwise;
        }
        var words = new LinkedHashMap<String, String>();
        var member = shape.object("words");
        for (var word : limited(shape, "words", member.names(), Reading.MAX_WORDS)) {
            words.put(word, member.text(word));
        }
        return words;
    }

    private static Reading.Lookup lookup(JsonShape shape, Reading.Lookup otherwise) {
        if (!shape.has("lookup")) {
            return otherwise;
        }
        var lookup = shape.object("lookup");
        lookup.knows(LOOKUP);
        return new Reading.Lookup.InRecords(
                lookup.text("collection"),
                lookup.text("field"),
                constant(lookup, "others", Reading.Others.class, Reading.Others.REFUSED));
    }

    private static List<DateForm> dates(JsonShape shape, List<DateForm> otherwise) {
        if (!shape.has("dates")) {
            return otherwise;
        }
        var forms = new ArrayList<DateForm>();
        var patterns = limited(shape, "dates", shape.texts("dates"), Reading.MAX_DATES);
        for (var pattern : patterns) {
            try {
                forms.add(new DateForm(pattern));
            } catch (IllegalArgumentException e) {
                shape.faultAt("dates", String.valueOf(e.getMessage()));
            }
        }
        if (patterns.isEmpty()) {
            shape.faultAt("dates", "must name a form of dates");
        }
        return forms.isEmpty() ? otherwise : forms;
    }

    private static ZoneId zone(JsonShape shape, ZoneId otherwise) {
        if (!shape.has("zone")) {
            return otherwise;
        }
        try {
            return ZoneId.of(shape.text("zone"));
        } catch (DateTimeException _) {
            shape.faultAt("zone", "must be a time zone such as Europe/Berlin");
            return otherwise;
        }
    }
}
