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
import io.holdfast.adapters.web.http.StreamedForm;
import io.holdfast.adapters.web.ingestion.quality.DataQualityEndpoint;
import io.holdfast.application.ingestion.SubmitImport;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.ingestion.ImportProfile;
import io.holdfast.domain.ingestion.ImportQueries;
import io.holdfast.domain.ingestion.ImportRun;
import io.holdfast.domain.ingestion.quality.QualityQueries;
import io.holdfast.domain.kernel.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// Imports: takes files, tells how they go and what was wrong with their rows, takes them back.
public final class ImportsEndpoint implements Endpoint {

    private static final String ID = "import_id";
    private static final String PROFILE = "profile";
    private static final String SECTION = "section";
    private static final String DRY_RUN = "dry_run";
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;
    private static final int MAX_FAULTS = 20;
    private static final int RETRY_AFTER_SECONDS = 30;

    /// Greater than every id.
    private static final UUID LATEST = new UUID(-1, -1);

    private record Accepted(List<Map<String, Object>> imports) {}

    private final SubmitImport submitImport;
    private final ImportQueries imports;
    private final QualityQueries quality;
    private final StreamedForm.Limits limits;

    /// @param maxBytes of one request that carries files
    public ImportsEndpoint(
            SubmitImport submitImport,
            ImportQueries imports,
            QualityQueries quality,
            long maxBytes) {
        this.submitImport = submitImport;
        this.imports = imports;
        this.quality = quality;
        this.limits =
                new StreamedForm.Limits(
                        maxBytes, SubmitImport.FILES_MAX, Set.of(PROFILE, SECTION, DRY_RUN));
    }

    @Override
    public List<Route> routes() {
        var path = ImportAnswer.PATH;
        var one = path + "/{" + ID + "}";
        return List.of(
                Route.post(
                                path,
                                Access.keyOrAdmin(Scope.CUSTOMERS_WRITE),
                                Set.of(BodyKind.MULTIPART),
                                this::submit)
                        .asBatch()
                        .with(Route.Trait.CREATES, Route.Trait.STREAMED),
                Route.get(path, Access.keyOrAdmin(Scope.CUSTOMERS_READ), this::list),
                Route.get(one, Access.keyOrAdmin(Scope.CUSTOMERS_READ), this::show),
                Route.get(one + "/rejects", Access.keyOrAdmin(Scope.CUSTOMERS_READ), this::rejects)
                        .with(Route.Trait.PERSONAL),
                Route.delete(one, Access.keyOrAdmin(Scope.CUSTOMERS_WRITE), this::cancel));
    }

    private Reply submit(Exchange exchange) {
        exchange.bodyKind();
        if (submitImport.isFull()) {
            throw tooMany();
        }
        try (var received = new ReceivedFiles(submitImport)) {
            var form = StreamedForm.read(exchange.body(), limits, received);
            var command = command(form, received, exchange.caller().name());
            return exchange.once(
                    content(form, command),
                    () -> {
                        var reply = accepted(submitImport.submit(command), command.section());
                        received.areSubmitted();
                        return reply;
                    });
        }
    }

    private static SubmitImport.Command command(
            StreamedForm form, ReceivedFiles received, String by) {
        var violations = new ArrayList<>(form.violations());
        var profile = form.texts().getOrDefault(PROFILE, "");
        if (profile.isEmpty()) {
            violations.add(Violation.at(PROFILE, "is required"));
        }
        var section = form.texts().getOrDefault(SECTION, "");
        if (!section.isEmpty() && !ImportProfile.isName(section)) {
            violations.add(Violation.at(SECTION, ImportProfile.NAME_RULE));
        }
        var dryRun = form.texts().getOrDefault(DRY_RUN, "false");
        if (!dryRun.equals("true") && !dryRun.equals("false")) {
            violations.add(Violation.at(DRY_RUN, "must be true or false"));
        }
        if (!violations.isEmpty()) {
            throw new Refusal(Problem.invalid(List.copyOf(violations)));
        }
        return new SubmitImport.Command(
                profile, section, received.files(), dryRun.equals("true"), by);
    }

    /// The ids of the files are others each time.
    private static String content(StreamedForm form, SubmitImport.Command command) {
        var files = command.files().stream().map(SubmitImport.Sent::file).toList();
        return new TreeMap<>(form.texts()) + "\n" + files;
    }

    private static Reply accepted(SubmitImport.Outcome outcome, String section) {
        return switch (outcome) {
            case SubmitImport.Outcome.Accepted(var runs) ->
                    Reply.json(202, new Accepted(runs.stream().map(ImportAnswer::of).toList()))
                            .with(
                                    HeaderValues.create(
                                            HeaderNames.LOCATION,
                                            ImportAnswer.address(runs.getFirst().id())));
            case SubmitImport.Outcome.UnknownProfile(var name) ->
                    throw refusal(
                            ProblemType.NOT_FOUND,
                            "there is no import profile " + Violation.extract(name));
            case SubmitImport.Outcome.UnknownSection(var files, var known) ->
                    throw new Refusal(
                            Problem.invalid(
                                    faults(section, files, known).stream()
                                            .map(fault -> Violation.at(SECTION, fault))
                                            .toList()));
            case SubmitImport.Outcome.TooMany() -> throw tooMany();
        };
    }

    /// A section that is named counts for all files.
    private static List<String> faults(String section, List<String> files, List<String> known) {
        var rule = "must be one of %s: ".formatted(String.join(", ", known));
        return section.isEmpty()
                ? files.stream()
                        .map(file -> rule + Violation.extract(file) + " has none by its name")
                        .toList()
                : List.of(rule + Violation.extract(section) + " is none of them");
    }

    private static Refusal tooMany() {
        return new Refusal(
                Problem.unavailable(
                        ProblemType.OVERLOADED,
                        "%d imports wait, which is as many as may"
                                .formatted(SubmitImport.WAITING_MAX),
                        RETRY_AFTER_SECONDS));
    }

    private Reply list(Exchange exchange) {
        var check = new QueryCheck(exchange);
        int limit = check.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        var cursor = check.nameCursor("cursor", text -> id(text).isPresent());
        check.done();
        var page = imports.list(id(cursor).orElse(LATEST), limit);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("imports", page.stream().map(ImportAnswer::of).toList());
        if (page.size() == limit) {
            answer.put("next_cursor", Cursor.after(page.getLast().id().toString()));
        }
        return Reply.ok(answer);
    }

    private Reply show(Exchange exchange) {
        new QueryCheck(exchange).done();
        var run = find(exchange);
        var answer = ImportAnswer.of(run, imports.faults(run.id(), MAX_FAULTS));
        quality.ofImport(run.id())
                .ifPresent(report -> DataQualityEndpoint.summarize(report, answer));
        return Reply.ok(answer);
    }

    private Reply rejects(Exchange exchange) {
        new QueryCheck(exchange).done();
        var run = find(exchange);
        return Reply.streamed(200, RejectedCells.TYPE, new RejectedCells(run.id(), imports))
                .with(
                        HeaderValues.create(
                                HeaderNames.CONTENT_DISPOSITION,
                                "attachment; filename=\"rejects-" + run.id() + ".csv\""));
    }

    private Reply cancel(Exchange exchange) {
        new QueryCheck(exchange).done();
        var text = exchange.pathParameter(ID);
        return switch (submitImport.cancel(id(text).orElseThrow(() -> unknown(text)))) {
            case SubmitImport.Cancelled.Done(var run) -> Reply.ok(ImportAnswer.of(run));
            case SubmitImport.Cancelled.UnknownImport _ -> throw unknown(text);
            case SubmitImport.Cancelled.Over(var run) ->
                    throw refusal(
                            ProblemType.CONFLICT,
                            "the import is over: " + ImportAnswer.status(run.state()));
        };
    }

    private ImportRun find(Exchange exchange) {
        var text = exchange.pathParameter(ID);
        return id(text).flatMap(imports::find).orElseThrow(() -> unknown(text));
    }

    private static Refusal unknown(String text) {
        return refusal(ProblemType.NOT_FOUND, "there is no import " + Violation.extract(text));
    }

    private static Refusal refusal(ProblemType type, String detail) {
        return new Refusal(Problem.of(type, detail));
    }

    /// Ids are told in one form only; what is no id is the id of nothing.
    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text))
                    .filter(id -> id.toString().equalsIgnoreCase(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
