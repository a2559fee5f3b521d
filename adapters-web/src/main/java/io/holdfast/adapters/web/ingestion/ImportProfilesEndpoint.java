package io.holdfast.adapters.web.ingestion;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.BodyKind;
import io.holdfast.adapters.web.http.Cursor;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.QueryCheck;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.application.ingestion.ChangeImportProfiles;
import io.holdfast.application.ingestion.ChangeImportProfiles.Outcome;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.ingestion.ImportProfile;
import io.holdfast.domain.ingestion.ImportProfileDocuments;
import io.holdfast.domain.ingestion.ImportProfileQueries;
import io.holdfast.domain.ingestion.ImportProfileQueries.Summary;
import io.holdfast.domain.ingestion.ImportProfiles;
import io.holdfast.domain.kernel.Violation;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// Import profiles: lists and shows them, keeps and removes one's own.
public final class ImportProfilesEndpoint implements Endpoint {

    private static final String PATH = "/api/v1/import-profiles";
    private static final String NAME = "name";

    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;

    private record Profile(
            String name,
            int version,
            String title,
            String source,
            boolean bundled,
            List<String> sections) {
        static Profile from(Summary profile, boolean bundled) {
            return new Profile(
                    profile.name(),
                    profile.version(),
                    profile.title(),
                    profile.source(),
                    bundled,
                    profile.sections());
        }
    }

    private final ImportProfileQueries profiles;
    private final ChangeImportProfiles changeProfiles;

    public ImportProfilesEndpoint(
            ImportProfileQueries profiles, ChangeImportProfiles changeProfiles) {
        this.profiles = profiles;
        this.changeProfiles = changeProfiles;
    }

    @Override
    public List<Route> routes() {
        var one = PATH + "/{" + NAME + "}";
        return List.of(
                Route.get(PATH, Access.keyOrAdmin(Scope.CUSTOMERS_READ), this::list),
                Route.get(one, Access.keyOrAdmin(Scope.CUSTOMERS_READ), this::show),
                Route.put(
                        one,
                        Access.keyOrAdmin(Scope.CUSTOMERS_WRITE),
                        Set.of(BodyKind.JSON),
                        this::save),
                Route.delete(one, Access.keyOrAdmin(Scope.CUSTOMERS_WRITE), this::remove));
    }

    private Profile answer(Summary profile) {
        return Profile.from(profile, profiles.isBundled(profile.name()));
    }

    private Reply list(Exchange exchange) {
        var check = new QueryCheck(exchange);
        int limit = check.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        var after = check.nameCursor("cursor", ImportProfile::isName);
        check.done();
        var page = profiles.list(after, limit);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("profiles", page.stream().map(this::answer).toList());
        if (page.size() == limit) {
            answer.put("next_cursor", Cursor.after(page.getLast().name()));
        }
        return Reply.ok(answer);
    }

    /// The document as it was written.
    private Reply show(Exchange exchange) {
        new QueryCheck(exchange).done();
        var name = exchange.pathParameter(NAME);
        return profiles.document(name)
                .map(document ->
                        new Reply(
                                200,
                                Reply.JSON,
                                document.getBytes(StandardCharsets.UTF_8),
                                List.of()))
                .orElseThrow(() -> unknown(name));
    }

    private Reply save(Exchange exchange) {
        new QueryCheck(exchange).done();
        exchange.bodyKind();
        var name = exchange.pathParameter(NAME);
        var command =
                new ChangeImportProfiles.Command(
                        name,
                        exchange.body().bytes(ImportProfileDocuments.MAX_BYTES),
                        exchange.caller().name());
        return switch (changeProfiles.save(command)) {
            case Outcome.Saved(var profile, var isNew) ->
                    isNew
                            ? Reply.json(201, answer(Summary.of(profile)))
                                    .with(
                                            HeaderValues.create(
                                                    HeaderNames.LOCATION,
                                                    PATH + "/" + profile.name()))
                            : Reply.ok(answer(Summary.of(profile)));
            case Outcome.Unreadable(var reason) ->
                    throw refusal(ProblemType.MALFORMED_REQUEST, "the document " + reason);
            case Outcome.Invalid(var violations) -> throw new Refusal(Problem.invalid(violations));
            case Outcome.Bundled() -> throw bundled(name);
            case Outcome.TooMany() ->
                    throw refusal(
                            ProblemType.CONFLICT,
                            "there are %d profiles already, which is as many as may be"
                                    .formatted(ImportProfiles.MAX_STORED));
        };
    }

    private Reply remove(Exchange exchange) {
        new QueryCheck(exchange).done();
        var name = exchange.pathParameter(NAME);
        return switch (changeProfiles.remove(name)) {
            case REMOVED -> new Reply(204, "", new byte[0], List.of());
            case UNKNOWN -> throw unknown(name);
            case BUNDLED -> throw bundled(name);
        };
    }

    private static Refusal bundled(String name) {
        return refusal(
                ProblemType.CONFLICT,
                "the profile %s comes with the release, and stays as it is"
                        .formatted(Violation.extract(name)));
    }

    private static Refusal unknown(String name) {
        return refusal(
                ProblemType.NOT_FOUND, "there is no import profile " + Violation.extract(name));
    }

    private static Refusal refusal(ProblemType type, String detail) {
        return new Refusal(Problem.of(type, detail));
    }
}
