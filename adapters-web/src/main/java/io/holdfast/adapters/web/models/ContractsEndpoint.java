package io.holdfast.adapters.web.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.BodyKind;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.QueryCheck;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.adapters.web.http.UploadedFile;
import io.holdfast.application.models.ProposeContract;
import io.holdfast.application.models.RegisterContract;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.ContractInference.Choice;
import io.holdfast.domain.models.ContractQueries;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Proposes, registers and shows feature contracts.
public final class ContractsEndpoint implements Endpoint {

    private static final String PATH = "/api/v1/contracts";
    private static final Set<String> FIELDS = Set.of("name", "label", "positive", "identifier");
    private static final int MAX_VIOLATIONS = 1_000;
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;
    private static final int MAX_OFFSET = 1_000_000;
    private static final int MAX_VERSION = 1_000_000;
    private static final int LATEST = 0;

    private record ListedContract(
            String name, int version, String title, String identifier, String label, int features) {
        static ListedContract from(ContractQueries.Listed listed) {
            return new ListedContract(
                    listed.id().name(),
                    listed.id().version(),
                    listed.title(),
                    listed.identifier(),
                    listed.labelColumn(),
                    listed.features());
        }
    }

    private record ContractList(List<ListedContract> contracts, int total) {
        static ContractList from(ContractQueries.Page page) {
            return new ContractList(
                    page.contracts().stream().map(ListedContract::from).toList(), page.total());
        }
    }

    private final ProposeContract proposeContract;
    private final RegisterContract registerContract;
    private final ContractQueries contracts;
    private final int maxBodyBytes;

    public ContractsEndpoint(
            ProposeContract proposeContract,
            RegisterContract registerContract,
            ContractQueries contracts,
            int maxBodyBytes) {
        this.proposeContract = proposeContract;
        this.registerContract = registerContract;
        this.contracts = contracts;
        this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(PATH, Access.keyOrUser(Scope.MODELS_READ), this::list),
                Route.get(PATH + "/{name}", Access.keyOrUser(Scope.MODELS_READ), this::show),
                Route.post(PATH, Access.admin(), Set.of(BodyKind.JSON), this::register)
                        .with(Route.Trait.CREATES),
                Route.post(
                        PATH + "/proposals",
                        Access.admin(),
                        Set.of(BodyKind.MULTIPART),
                        this::propose));
    }

    private Reply list(Exchange exchange) {
        var check = new QueryCheck(exchange);
        int limit = check.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        int offset = check.number("offset", 0, MAX_OFFSET, 0);
        check.done();
        return Reply.ok(ContractList.from(contracts.list(limit, offset)));
    }

    private Reply show(Exchange exchange) {
        var check = new QueryCheck(exchange);
        int version = check.number("version", 1, MAX_VERSION, LATEST);
        check.done();
        var name = exchange.pathParameter("name");
        return document(name, version)
                .map(document -> json(200, document))
                .orElseThrow(() ->
                        new Refusal(
                                Problem.of(
                                        ProblemType.NOT_FOUND,
                                        "there is no contract "
                                                + Violation.extract(name)
                                                + (version == LATEST
                                                        ? ""
                                                        : " of version " + version))));
    }

    private Optional<String> document(String name, int version) {
        if (!ContractId.isName(name)) {
            return Optional.empty();
        }
        return version == LATEST
                ? contracts.document(name)
                : contracts.document(new ContractId(name, version));
    }

    private Reply propose(Exchange exchange) {
        exchange.bodyKind();
        var file = UploadedFile.read(exchange.body(), maxBodyBytes, FIELDS);
        requireFields(file.fields());
        var command =
                new ProposeContract.Command(
                        file.fields().getOrDefault("name", ""),
                        file.fields().getOrDefault("label", ""),
                        choice(file.fields(), "positive"),
                        choice(file.fields(), "identifier"),
                        file.content());
        return switch (proposeContract.propose(command)) {
            case ProposeContract.Outcome.Proposed proposed -> ProposalAnswer.of(proposed);
            case ProposeContract.Outcome.Rejected(var violations) ->
                    throw new Refusal(Problem.invalid(violations));
        };
    }

    private static void requireFields(Map<String, String> fields) {
        var missing =
                List.of("name", "label").stream()
                        .filter(field -> !fields.containsKey(field))
                        .map(field -> Violation.at(field, "is required"))
                        .toList();
        if (!missing.isEmpty()) {
            throw new Refusal(Problem.invalid(missing));
        }
    }

    /// A form on a page sends what was left out as an empty text.
    private static Choice choice(Map<String, String> fields, String name) {
        var text = fields.getOrDefault(name, "");
        return text.isEmpty() ? new Choice.Inferred() : new Choice.Named(text);
    }

    private Reply register(Exchange exchange) {
        exchange.bodyKind();
        var command = new RegisterContract.Command(exchange.body().bytes(maxBodyBytes));
        return switch (registerContract.register(command)) {
            case RegisterContract.Outcome.Registered(var contract, var document) ->
                    json(201, document)
                            .with(
                                    HeaderValues.create(
                                            HeaderNames.LOCATION,
                                            "%s/%s?version=%d"
                                                    .formatted(
                                                            PATH,
                                                            contract.id().name(),
                                                            contract.id().version())));
            case RegisterContract.Outcome.Unreadable(var reason) ->
                    throw refusal(ProblemType.MALFORMED_REQUEST, "the body " + reason);
            case RegisterContract.Outcome.Invalid(var violations) ->
                    throw new Refusal(
                            Problem.invalid(
                                    violations.stream().limit(MAX_VIOLATIONS).toList(),
                                    violations.size()));
            case RegisterContract.Outcome.Bundled(var name) ->
                    throw refusal(
                            ProblemType.CONFLICT,
                            "contract " + name + " comes with the program and stays as it is");
            case RegisterContract.Outcome.WrongVersion(var name, var given, var next) ->
                    throw refusal(
                            ProblemType.CONFLICT,
                            "the next version of contract %s is %d, not %d"
                                    .formatted(name, next, given));
            case RegisterContract.Outcome.Overtaken(var name) ->
                    throw refusal(
                            ProblemType.CONFLICT,
                            "somebody else registered contract " + name + " just now; look again");
            case RegisterContract.Outcome.Full(var limit) ->
                    throw refusal(
                            ProblemType.CONFLICT,
                            "there are %,d already, which is as many as are kept".formatted(limit));
        };
    }

    private static Refusal refusal(ProblemType type, String detail) {
        return new Refusal(Problem.of(type, detail));
    }

    private static Reply json(int status, String document) {
        return new Reply(status, Reply.JSON, document.getBytes(UTF_8), List.of());
    }
}
