package io.holdfast.application.ingestion;

import io.holdfast.application.ingestion.quality.FactQuality.FaultyField;
import io.holdfast.domain.customers.Fact;
import io.holdfast.domain.customers.FactField;
import io.holdfast.domain.customers.FactKind;
import io.holdfast.domain.customers.FactType;
import io.holdfast.domain.ingestion.FieldRule;
import io.holdfast.domain.ingestion.ImportProfile;
import io.holdfast.domain.ingestion.Reading;
import io.holdfast.domain.ingestion.RowCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes facts of one target of a section. For one thread at a time.
final class TargetReader {

    /// Fields that hold an id of the source's own, and so get the profile's prefix.
    private static final Set<String> IDS =
            Set.of(
                    "customer_id",
                    "order_id",
                    "product_id",
                    "return_id",
                    "ticket_id",
                    "session_id",
                    "event_id");

    /// Facts of which a repeated one is told from new ones.
    private static final int REMEMBERED = 1 << 12;

    /// How one field is read and spelled.
    private record Field(int index, FactField field, FieldReader reader, Spelling spelling) {}

    private record Condition(RowCondition condition, int position) {}

    private final FactKind kind;
    private final List<Condition> conditions;
    private final Field[] fields;
    private final @Nullable Fact[] remembered;
    private final int[] keys;

    /// @param dropsRepeats whether a fact is made only once of rows that repeat it, one soon after
    ///   the other: where a row makes several facts, most say what the row before said
    TargetReader(
            ImportProfile.Target target,
            SectionColumns columns,
            String prefix,
            boolean dropsRepeats,
            Instant now) {
        kind = target.kind();
        conditions =
                target.when().stream()
                        .map(condition ->
                                new Condition(condition, columns.position(condition.column())))
                        .toList();
        fields =
                kind.fields().stream()
                        .filter(field -> target.fields().containsKey(field.name()))
                        .map(field -> field(field, target, columns, prefix, now))
                        .toArray(Field[]::new);
        keys = keys(kind);
        remembered = new Fact[dropsRepeats && keys.length > 0 ? REMEMBERED : 0];
    }

    private Field field(
            FactField field,
            ImportProfile.Target target,
            SectionColumns columns,
            String prefix,
            Instant now) {
        var rule = Objects.requireNonNull(target.fields().get(field.name()));
        var reading =
                switch (rule) {
                    case FieldRule.FromColumn(var _, var read) -> read;
                    case FieldRule.Template(var _, var read) -> read;
                    case FieldRule.Constant _, FieldRule.ObjectOf _, FieldRule.ObjectOfAll _ ->
                            Reading.plain();
                };
        boolean isId = IDS.contains(field.name()) && field.type() instanceof FactType.Text;
        var spelling = Spelling.of(field, reading, isId ? prefix : "", now);
        return new Field(kind.indexOf(field.name()), field, columns.reader(rule), spelling);
    }

    /// Nothing for kinds that make keys of their own: two facts that say the same are two there.
    private static int[] keys(FactKind kind) {
        var keys = new ArrayList<Integer>();
        for (var field : kind.fields()) {
            if (field.presence() == FactField.Presence.DERIVED_KEY) {
                return new int[0];
            }
            if (field.presence() == FactField.Presence.KEY) {
                keys.add(kind.indexOf(field.name()));
            }
        }
        return keys.stream().mapToInt(Integer::intValue).toArray();
    }

    boolean isFor(List<String> cells) {
        for (int i = 0; i < conditions.size(); i++) {
            var condition = conditions.get(i);
            if (!condition.condition().holds(cells.get(condition.position()).strip())) {
                return false;
            }
        }
        return true;
    }

    /// Nothing for a fact that was made already, or where something is at fault, which is told.
    @Nullable Fact read(long line, List<String> cells, RowFaults faults) {
        int before = faults.count();
        var values = new @Nullable String[kind.fields().size()];
        for (var field : fields) {
            values[field.index()] = value(field, cells, faults);
        }
        if (faults.count() > before) {
            return null;
        }
        var fact = Fact.of(kind, line, values);
        return isRepeated(fact) ? null : fact;
    }

    private @Nullable String value(Field field, List<String> cells, RowFaults faults) {
        int before = faults.count();
        var text = field.reader().read(cells, faults);
        if (text == null) {
            if (field.field().isRequired() && faults.count() == before) {
                faults.add(
                        field.reader().column(), "", field.field().name() + " must not be missing");
                faults.addField(new FaultyField(kind, field.index(), true));
            } else if (faults.count() > before) {
                faults.addField(new FaultyField(kind, field.index(), false));
            }
            return null;
        }
        var value = field.spelling().of(text);
        if (value == null) {
            faults.add(field.reader().column(), text, field.spelling().fault(text));
        }
        if (faults.count() > before) {
            faults.addField(new FaultyField(kind, field.index(), false));
        }
        return value;
    }

    /// Facts with one key share a place, so what is found there is the last one of that key, or one
    /// of another.
    private boolean isRepeated(Fact fact) {
        if (remembered.length == 0) {
            return false;
        }
        int hash = 0;
        for (int key : keys) {
            hash = 31 * hash + Objects.hashCode(fact.at(key));
        }
        int place = (hash ^ (hash >>> 16)) & (REMEMBERED - 1);
        var last = remembered[place];
        if (last != null && isSame(last, fact)) {
            return true;
        }
        remembered[place] = fact;
        return false;
    }

    private static boolean isSame(Fact one, Fact other) {
        for (int i = 0; i < one.kind().fields().size(); i++) {
            if (!Objects.equals(one.at(i), other.at(i))) {
                return false;
            }
        }
        return true;
    }

    /// Forgets what was made: the row was not taken after all.
    void forget() {
        Arrays.fill(remembered, null);
    }
}
