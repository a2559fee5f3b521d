package io.holdfast.adapters.web.identity;

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
import io.holdfast.application.identity.IssueApiKey;
import io.holdfast.application.identity.RevokeApiKey;
import io.holdfast.domain.identity.ApiKey;
import io.holdfast.domain.identity.ApiKeyQueries;
import io.holdfast.domain.identity.ApiKeys;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.kernel.Network;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The keys of clients: giving, listing and taking them away.
public final class KeysEndpoint implements Endpoint {

    private static final String PATH = "/api/v1/keys";
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;
    private static final int MAX_OFFSET = 1_000_000;

    private record KeyList(List<Map<String, Object>> keys, long totalKeys) {}

    private final ApiKeyQueries keys;
    private final IssueApiKey issueApiKey;
    private final RevokeApiKey revokeApiKey;

    public KeysEndpoint(ApiKeyQueries keys, IssueApiKey issueApiKey, RevokeApiKey revokeApiKey) {
        this.keys = keys;
        this.issueApiKey = issueApiKey;
        this.revokeApiKey = revokeApiKey;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(PATH, Access.admin(), this::list),
                Route.post(PATH, Access.admin(), Set.of(BodyKind.JSON), this::issue)
                        .with(Route.Trait.CREATES, Route.Trait.SECRET),
                Route.delete(PATH + "/{id}", Access.admin(), this::revoke));
    }

    private Reply list(Exchange exchange) {
        var check = new QueryCheck(exchange);
        int limit = check.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        int offset = check.number("offset", 0, MAX_OFFSET, 0);
        check.done();
        var page = keys.list(limit, offset);
        return Reply.ok(
                new KeyList(page.keys().stream().map(KeysEndpoint::told).toList(), page.total()));
    }

    private static Map<String, Object> told(ApiKeyQueries.Listed listed) {
        var told = told(listed.key());
        if (!listed.lastUsedAt().equals(Instant.MIN)) {
            told.put("last_used_at", listed.lastUsedAt().toString());
        }
        return told;
    }

    /// @return a map, because a key may have no end; never the digest
    private static Map<String, Object> told(ApiKey key) {
        var told = new LinkedHashMap<String, Object>();
        told.put("id", key.id());
        told.put("client", key.client());
        told.put("scopes", key.scopes().stream().sorted().map(Scope::label).toList());
        told.put("tier", key.tier().label());
        told.put("networks", key.networks().stream().map(Network::toString).toList());
        told.put("created_at", key.createdAt().toString());
        if (!key.expiresAt().equals(Instant.MAX)) {
            told.put("expires_at", key.expiresAt().toString());
        }
        return told;
    }

    private Reply issue(Exchange exchange) {
        exchange.bodyKind();
        var command =
                KeyFields.read(
                        exchange.body().bytes(SessionEndpoint.MAX_BODY_BYTES),
                        exchange.arrivedAt());
        return switch (issueApiKey.issue(command)) {
            case IssueApiKey.Outcome.Issued(var key, var text) -> {
                var told = told(key);
                told.put("key", text);
                yield Reply.json(201, told)
                        .with(HeaderValues.create(HeaderNames.LOCATION, PATH + "/" + key.id()));
            }
            case IssueApiKey.Outcome.TooMany(var client) ->
                    throw conflict(
                            "%s has %d live keys already; revoke one of them first"
                                    .formatted(client, ApiKeys.MAX_PER_CLIENT));
            case IssueApiKey.Outcome.Configured(var client) -> throw configured(client);
        };
    }

    private Reply revoke(Exchange exchange) {
        var check = new QueryCheck(exchange);
        var id = check.id("id");
        check.done();
        return switch (revokeApiKey.revoke(id)) {
            case RevokeApiKey.Outcome.Revoked(var client) ->
                    Reply.ok(Map.of("id", id, "client", client, "revoked", true));
            case RevokeApiKey.Outcome.UnknownKey(var unknown) ->
                    throw new Refusal(
                            Problem.of(ProblemType.NOT_FOUND, "there is no key " + unknown));
            case RevokeApiKey.Outcome.Configured(var client) -> throw configured(client);
        };
    }

    private static Refusal configured(String client) {
        return conflict(
                "the keys of %s come with the configuration: change them there".formatted(client));
    }

    private static Refusal conflict(String detail) {
        return new Refusal(Problem.of(ProblemType.CONFLICT, detail));
    }
}
