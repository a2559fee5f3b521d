package io.holdfast.bootstrap.cli;

import io.holdfast.application.identity.IssueApiKey;
import io.holdfast.application.identity.RevokeApiKey;
import io.holdfast.bootstrap.App;
import io.holdfast.domain.identity.ApiKey;
import io.holdfast.domain.identity.ApiKeyQueries;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.identity.Tier;
import io.holdfast.domain.kernel.Network;
import io.holdfast.domain.kernel.Violation;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./holdfast key create|list|revoke`
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Create, list and revoke API keys.")
final class KeyCommand {

    private static final int LIST_LIMIT = 1_000;
    private static final int MAX_DAYS = 3_650;
    private static final String ROW = "%-36s  %-30s %-8s %-20s %-20s %s%n";
    private static final String DETAIL = "    %-10s %s%n";

    @Spec private CommandSpec spec = CommandSpec.create();

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Create a key for a client; it is shown this once.")
    int create(
            @Mixin Settings settings,
            @Option(names = "--client", required = true, description = "Who is to hold it.")
                    String client,
            @Option(
                            names = "--scope",
                            paramLabel = "SCOPE",
                            description =
                                    "What it opens; may be given more than once (all but admin).")
                    @Nullable List<String> scopes,
            @Option(names = "--admin", description = "Opens everything.") boolean admin,
            @Option(
                            names = "--tier",
                            defaultValue = "BASIC",
                            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
                    Tier tier,
            @Option(
                            names = "--network",
                            paramLabel = "CIDR",
                            description =
                                    "Where it may be used from; may be given more than once (anywhere).")
                    @Nullable List<String> networks,
            @Option(
                            names = "--days",
                            defaultValue = "0",
                            description = "Days until it ends, 0 for never (${DEFAULT-VALUE}).")
                    int days) {
        var wanted = new ArrayList<String>();
        if (client.isBlank()
                || client.length() > ApiKey.MAX_CLIENT_LENGTH
                || client.codePoints().anyMatch(Character::isISOControl)) {
            wanted.add("A client's name has 1 to 100 characters.");
        }
        if (days < 0 || days > MAX_DAYS) {
            wanted.add("--days must be 0 to " + MAX_DAYS + ".");
        }
        var opened = scopes(scopes == null ? List.of() : scopes, admin, wanted);
        var within = networks(networks == null ? List.of() : networks, wanted);
        if (!wanted.isEmpty()) {
            throw new Refused(String.join(System.lineSeparator(), wanted));
        }
        return settings.change(
                "key create",
                client,
                app -> {
                    var expiresAt =
                            days == 0
                                    ? Instant.MAX
                                    : app.clock().instant().plus(Duration.ofDays(days));
                    issue(app, new IssueApiKey.Command(client, opened, tier, within, expiresAt));
                    return 0;
                });
    }

    private static Set<Scope> scopes(List<String> labels, boolean admin, List<String> wanted) {
        for (var label : labels) {
            if (Scope.ofLabel(label).isEmpty()) {
                wanted.add(
                        "--scope must be one of %s, not %s."
                                .formatted(labels(Set.of(Scope.values())), extract(label)));
            }
        }
        var scopes =
                labels.stream()
                        .flatMap(label -> Scope.ofLabel(label).stream())
                        .collect(Collectors.toCollection(HashSet::new));
        if (admin) {
            scopes.add(Scope.ADMIN);
        }
        return scopes.isEmpty() ? Scope.ofClients() : scopes;
    }

    private static List<Network> networks(List<String> texts, List<String> wanted) {
        for (var text : texts) {
            if (Network.parse(text).isEmpty()) {
                wanted.add("--network %s, not %s.".formatted(Network.RULE, extract(text)));
            }
        }
        if (texts.size() > ApiKey.MAX_NETWORKS) {
            wanted.add("A key has at most " + ApiKey.MAX_NETWORKS + " networks.");
        }
        return texts.stream().flatMap(text -> Network.parse(text).stream()).toList();
    }

    private static String extract(String text) {
        return Violation.extract(text);
    }

    private void issue(App app, IssueApiKey.Command command) {
        switch (app.identity().issueApiKey().issue(command)) {
            case IssueApiKey.Outcome.Issued(var _, var text) -> out().println(text);
            case IssueApiKey.Outcome.TooMany(var name) ->
                    throw new Refused(
                            name + " has two live keys already; revoke one of them first.");
            case IssueApiKey.Outcome.Configured(var name) -> throw configured(name);
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the keys.")
    int list(@Mixin Settings settings) {
        try (var app = settings.openAsGuest()) {
            var page = app.identity().apiKeyQueries().list(LIST_LIMIT, 0);
            out().printf(ROW, "id", "client", "tier", "ends", "last used", "created");
            page.keys().forEach(this::show);
            out().printf("%d keys%n", page.total());
        }
        return 0;
    }

    private void show(ApiKeyQueries.Listed listed) {
        var key = listed.key();
        out().printf(
                        ROW,
                        key.id(),
                        key.client(),
                        key.tier().label(),
                        moment(key.expiresAt()),
                        moment(listed.lastUsedAt()),
                        moment(key.createdAt()));
        out().printf(DETAIL, "scopes", labels(key.scopes()));
        if (!key.networks().isEmpty()) {
            out().printf(
                            DETAIL,
                            "networks",
                            key.networks().stream()
                                    .map(Network::toString)
                                    .collect(Collectors.joining(", ")));
        }
    }

    private static String moment(Instant moment) {
        return moment.equals(Instant.MAX) || moment.equals(Instant.MIN)
                ? "never"
                : moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String labels(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::label).collect(Collectors.joining(", "));
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Revoke a key, at once.")
    int revoke(@Mixin Settings settings, @Parameters(paramLabel = "ID") UUID id) {
        return settings.change(
                "key revoke",
                id.toString(),
                app -> {
                    switch (app.identity().revokeApiKey().revoke(id)) {
                        case RevokeApiKey.Outcome.Revoked(var client) ->
                                out().printf("A key of %s is revoked.%n", client);
                        case RevokeApiKey.Outcome.UnknownKey(var unknown) ->
                                throw new Refused("There is no key " + unknown + ".");
                        case RevokeApiKey.Outcome.Configured(var client) ->
                                throw configured(client);
                    }
                    return 0;
                });
    }

    private static Refused configured(String client) {
        return new Refused(
                "The keys of " + client + " come with the configuration: change them there.");
    }
}
