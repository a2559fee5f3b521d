package io.holdfast.adapters.web.models.rollout;

import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.FieldCheck;
import io.holdfast.adapters.web.http.JsonFields;
import io.holdfast.adapters.web.http.JsonMembers;
import io.holdfast.adapters.web.http.QueryCheck;
import io.holdfast.application.models.ChangeRollout.Revision;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.FieldValue;
import io.holdfast.domain.models.rollout.Deployment;
import io.holdfast.domain.models.rollout.Rollout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Reads what the bodies of these routes share.
final class RolloutBody {

    static final int MAX_BYTES = 16 * 1024;

    private static final String NO_REASON = "no reason given";
    private static final String CONTRACT = "contract";
    private static final String CONTRACT_RULE = "the name of a contract";
    private static final String REVISION = "revision";
    private static final String VERSION_RULE = "must be a version such as v3 or 3";
    private static final int UNKNOWN_VERSION = 0;
    private static final long ANY_REVISION = 0;
    private static final long MAX_REVISION = 1_000_000_000_000L;
    private static final Pattern VERSION = Pattern.compile("v?([1-9][0-9]{0,8})");

    /// A rollout bears 1e-9; the rest is for sums in another order.
    private static final double ROUNDING = 0.999e-9;

    /// What the caller says beside a change.
    record Note(String reason, Revision revision) {
        /// The note of a route that asks for none.
        static Note absent() {
            return new Note(NO_REASON, new Revision.Any());
        }
    }

    private RolloutBody() {}

    static FieldCheck required(Exchange exchange) {
        exchange.bodyKind();
        return new FieldCheck(JsonFields.readMembers(exchange.body().bytes(MAX_BYTES)));
    }

    /// Without a body, one without members.
    static FieldCheck optional(Exchange exchange) {
        return exchange.body().isAbsent() ? new FieldCheck(JsonMembers.none()) : required(exchange);
    }

    static Note note(FieldCheck check) {
        return new Note(reason(check, Deployment.MAX_REASON_LENGTH), revision(check));
    }

    private static Revision revision(FieldCheck check) {
        long revision = check.whole(REVISION, 1, MAX_REVISION, ANY_REVISION);
        return revision == ANY_REVISION ? new Revision.Any() : new Revision.Exactly(revision);
    }

    static String reason(FieldCheck check, int maxLength) {
        return check.text("reason", isLine(maxLength), lineRule(maxLength), NO_REASON);
    }

    /// A text of one line with something on it.
    static String line(FieldCheck check, String name, int maxLength) {
        return check.text(name, isLine(maxLength), lineRule(maxLength));
    }

    private static Predicate<String> isLine(int maxLength) {
        return text ->
                !text.isBlank()
                        && text.length() <= maxLength
                        && text.chars().noneMatch(Character::isISOControl);
    }

    private static String lineRule(int maxLength) {
        return "must be a text of 1 to %d characters without line breaks".formatted(maxLength);
    }

    static String contract(FieldCheck check, String otherwise) {
        return check.text(CONTRACT, ContractId::isName, "must be " + CONTRACT_RULE, otherwise);
    }

    /// From the query.
    static String contract(QueryCheck check, String otherwise) {
        return check.text(CONTRACT, ContractId::isName, CONTRACT_RULE, otherwise);
    }

    /// From the path; what cannot be a contract's name is no contract.
    static String contract(Exchange exchange) {
        var name = exchange.pathParameter(CONTRACT);
        if (!ContractId.isName(name)) {
            throw Refusals.unknownContract(name);
        }
        return name;
    }

    static int version(FieldCheck check, String name) {
        return number(check.text(name, text -> number(text) > 0, VERSION_RULE));
    }

    /// `v3` or `3`; 0 for anything else.
    private static int number(String text) {
        var match = VERSION.matcher(text);
        return match.matches() ? Integer.parseInt(match.group(1)) : UNKNOWN_VERSION;
    }

    static String label(int version) {
        return "v" + version;
    }

    /// Versions with the shares of the entities that they answer for, which add up to 1.
    static List<Rollout.Arm> shares(FieldCheck check, String name, int min) {
        var object = check.object(name);
        var arms = new ArrayList<Rollout.Arm>();
        var seen = new HashSet<Integer>();
        boolean readable = !object.isEmpty();
        double sum = 0;
        for (var entry : object.entrySet()) {
            int version = number(entry.getKey());
            boolean isShare =
                    entry.getValue() instanceof FieldValue.Numeric(var number)
                            && number >= 0
                            && number <= 1;
            if (version == UNKNOWN_VERSION) {
                check.fault(name, entry.getKey(), VERSION_RULE);
            } else if (!seen.add(version)) {
                check.fault(name, entry.getKey(), "must not stand twice");
            }
            if (!isShare) {
                check.fault(name, entry.getKey(), "must be a share between 0 and 1");
            }
            if (isShare && entry.getValue() instanceof FieldValue.Numeric(var share)) {
                arms.add(new Rollout.Arm(version, share));
                sum += share;
            } else {
                readable = false;
            }
        }
        int max = Rollout.MAX_CHALLENGERS + 1;
        if (!object.isEmpty() && (object.size() < min || object.size() > max)) {
            check.fault(name, "must have %d to %d versions".formatted(min, max));
        } else if (readable && Math.abs(sum - 1) > ROUNDING) {
            check.fault(
                    name,
                    String.format(Locale.ROOT, "the shares must add up to 1, not to %s", sum));
        }
        return arms;
    }

    /// Versions that score along, each once and none that has an arm.
    static List<Integer> shadows(FieldCheck check, String name, List<Rollout.Arm> arms) {
        var values = check.values(name, List.of());
        if (values.size() > Rollout.MAX_SHADOWS) {
            check.fault(name, "must have at most %d versions".formatted(Rollout.MAX_SHADOWS));
            return List.of();
        }
        var taken = new HashSet<Integer>();
        arms.forEach(arm -> taken.add(arm.version()));
        var shadows = new ArrayList<Integer>();
        for (int i = 0; i < values.size(); i++) {
            int version =
                    values.get(i) instanceof FieldValue.Text(var text)
                            ? number(text)
                            : UNKNOWN_VERSION;
            if (version == UNKNOWN_VERSION) {
                check.fault(name, String.valueOf(i), VERSION_RULE);
            } else if (!taken.add(version)) {
                check.fault(
                        name, String.valueOf(i), label(version) + " answers or shadows already");
            } else {
                shadows.add(version);
            }
        }
        return shadows;
    }
}
