package io.holdfast.adapters.web.models.rollout;

import static io.holdfast.adapters.web.models.rollout.RolloutBody.label;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.BodyKind;
import io.holdfast.adapters.web.http.Cursor;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.QueryCheck;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.application.models.ChangeRollout;
import io.holdfast.application.models.ListVersions;
import io.holdfast.application.models.RolloutChange;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.models.rollout.Deployment;
import java.util.List;
import java.util.Set;

/// The versions of a contract's model, and the one that answers for everybody.
public final class VersionsEndpoint implements Endpoint {

    private static final String PATH = "/api/v1/models";
    private static final int DEFAULT_LIMIT = 100;

    private record Version(
            String version,
            double accuracy,
            String status,
            String createdAt,
            int featuresCount,
            int trainingSamples,
            String stage,
            double share,
            String algorithm,
            String contract,
            int contractVersion) {
        static Version from(ListVersions.Entry entry) {
            var version = entry.version();
            return new Version(
                    version.label(),
                    version.metrics().accuracy(),
                    status(entry.use()),
                    version.createdAt().toString(),
                    entry.features(),
                    version.trainingRows(),
                    stage(entry.use()),
                    entry.share(),
                    version.algorithm(),
                    version.contract().name(),
                    version.contract().version());
        }

        private static String status(ListVersions.Use use) {
            return switch (use) {
                case PRODUCTION -> "active";
                case STAGING, SHADOW -> "testing";
                case ARCHIVED -> "deprecated";
            };
        }

        private static String stage(ListVersions.Use use) {
            return switch (use) {
                case PRODUCTION -> "Production";
                case STAGING -> "Staging";
                case SHADOW -> "Shadow";
                case ARCHIVED -> "Archived";
            };
        }
    }

    private record Activation(
            String message,
            String contract,
            String previousVersion,
            String newVersion,
            long revision,
            String activatedAt) {}

    private record Rollback(
            String message,
            String contract,
            String previousVersion,
            String newVersion,
            long revision,
            String rolledBackAt) {}

    private final ListVersions listVersions;
    private final RolloutChanges changes;
    private final String defaultContract;

    public VersionsEndpoint(
            ListVersions listVersions, ChangeRollout changeRollout, String defaultContract) {
        this.listVersions = listVersions;
        this.changes = new RolloutChanges(changeRollout);
        this.defaultContract = defaultContract;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(PATH, Access.keyOrUser(Scope.MODELS_READ), this::list),
                Route.post(
                        PATH + "/{version}/activate",
                        Access.admin(),
                        Set.of(BodyKind.JSON),
                        this::activate),
                Route.post(
                        "/api/v1/emergency-rollback/{version}",
                        Access.admin(),
                        Set.of(BodyKind.JSON),
                        this::rollBack));
    }

    private Reply list(Exchange exchange) {
        var check = new QueryCheck(exchange);
        var contract = RolloutBody.contract(check, defaultContract);
        int limit = check.number("limit", 1, ListVersions.MAX_LIMIT, DEFAULT_LIMIT);
        long before = check.cursor("cursor", Integer.MAX_VALUE);
        check.done();
        var command =
                new ListVersions.Command(
                        contract, (int) Math.min(before, Integer.MAX_VALUE), limit);
        return switch (listVersions.list(command)) {
            case ListVersions.Outcome.UnknownContract(var name) ->
                    throw Refusals.unknownContract(name);
            case ListVersions.Outcome.Listed(var entries) -> {
                var reply = Reply.ok(entries.stream().map(Version::from).toList());
                // Numbers begin at 1, so that one tells whether anything is left.
                boolean more = entries.size() == limit && entries.getLast().version().number() > 1;
                yield more
                        ? reply.with(
                                HeaderValues.create(
                                        HeaderNames.LINK,
                                        "<%s?contract=%s&limit=%d&cursor=%s>; rel=\"next\""
                                                .formatted(
                                                        PATH,
                                                        contract,
                                                        limit,
                                                        Cursor.before(
                                                                entries.getLast()
                                                                        .version()
                                                                        .number()))))
                        : reply;
            }
        };
    }

    private Reply activate(Exchange exchange) {
        var deployment = alone(exchange, Deployment.Kind.ACTIVATED);
        var version = label(deployment.to().champion());
        return Reply.ok(
                new Activation(
                        "%s of %s answers for everybody".formatted(version, name(deployment)),
                        name(deployment),
                        label(RolloutChanges.championBefore(deployment)),
                        version,
                        deployment.to().revision(),
                        deployment.at().toString()));
    }

    private Reply rollBack(Exchange exchange) {
        var deployment = alone(exchange, Deployment.Kind.ROLLED_BACK);
        var version = label(deployment.to().champion());
        return Reply.ok(
                new Rollback(
                        "%s is rolled back to %s, which answers for everybody"
                                .formatted(name(deployment), version),
                        name(deployment),
                        label(RolloutChanges.championBefore(deployment)),
                        version,
                        deployment.to().revision(),
                        deployment.at().toString()));
    }

    private static String name(Deployment deployment) {
        return deployment.to().contract().name();
    }

    private Deployment alone(Exchange exchange, Deployment.Kind kind) {
        var query = new QueryCheck(exchange);
        int version = query.version("version");
        var contract = RolloutBody.contract(query, defaultContract);
        query.done();
        var check = RolloutBody.optional(exchange);
        var note = RolloutBody.note(check);
        check.done();
        return changes.make(exchange, contract, new RolloutChange.Alone(version, kind), note);
    }
}
