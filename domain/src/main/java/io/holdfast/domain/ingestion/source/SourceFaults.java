package io.holdfast.domain.ingestion.source;

import io.holdfast.domain.ingestion.ImportProfile;
import io.holdfast.domain.ingestion.source.Source.Destination;
import io.holdfast.domain.ingestion.source.Source.Selection;
import io.holdfast.domain.ingestion.source.Source.Server;
import io.holdfast.domain.kernel.Egress;
import io.holdfast.domain.kernel.IpAddress;
import io.holdfast.domain.kernel.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What can be wrong with a source, each fault at the member that the API calls it by.
final class SourceFaults {

    private static final int MAX_PORT = 65_535;
    private static final int MAX_USER_LENGTH = 128;
    private static final long MAX_MINUTES = Duration.ofDays(31).toMinutes();
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    /// Nothing that means something in an address.
    private static final Pattern DATABASE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");

    private static final Pattern COLUMN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    private final List<Violation> found = new ArrayList<>();

    private SourceFaults() {}

    static List<Violation> of(
            String name,
            Server server,
            String user,
            Selection selection,
            Destination destination,
            long everyMinutes,
            int pageSize) {
        var faults = new SourceFaults();
        faults.check("name", isName(name), Source.NAME_RULE);
        faults.server(server);
        faults.check("user", isPrintable(user, MAX_USER_LENGTH), "must be 1 to 128 characters");
        faults.selection(server.kind(), selection);
        faults.check(
                "profile",
                ImportProfile.isName(destination.profile()),
                "must be a profile's name, which " + ImportProfile.NAME_RULE);
        faults.check(
                "section",
                ImportProfile.isName(destination.section()),
                "must be a section's name, which " + ImportProfile.NAME_RULE);
        faults.check(
                "every_minutes",
                everyMinutes >= 0 && everyMinutes <= MAX_MINUTES,
                "must be 1 to " + MAX_MINUTES + ", or 0 for a pull only when asked for");
        faults.check(
                "page_size",
                pageSize >= 1 && pageSize <= Source.MAX_PAGE_SIZE,
                "must be 1 to " + Source.MAX_PAGE_SIZE);
        return List.copyOf(faults.found);
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    private void server(Server server) {
        check(
                "host",
                Egress.isHostName(server.host()) || IpAddress.parse(server.host()).isPresent(),
                "must be a host's name or address");
        check("port", server.port() >= 1 && server.port() <= MAX_PORT, "must be 1 to " + MAX_PORT);
        check(
                "database",
                matches(DATABASE).test(server.database()),
                "must be 1 to 64 letters, digits, _, . and -");
    }

    private void selection(Source.Kind kind, Selection selection) {
        SelectQuery.fault(kind, selection.query())
                .ifPresent(fault -> found.add(Violation.at("query", fault)));
        check(
                "watermark_column",
                matches(COLUMN).test(selection.watermark()),
                "must be 1 to 63 letters, digits and _, as the query's answer calls the column");
    }

    private static Predicate<String> matches(Pattern pattern) {
        return pattern.asMatchPredicate();
    }

    private static boolean isPrintable(String text, int max) {
        return !text.isBlank()
                && text.length() <= max
                && text.codePoints().noneMatch(Character::isISOControl);
    }

    private void check(String member, boolean holds, String rule) {
        if (!holds) {
            found.add(Violation.at(member, rule));
        }
    }
}
