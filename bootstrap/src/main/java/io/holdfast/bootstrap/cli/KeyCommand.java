package io.holdfast.bootstrap.cli;

import io.holdfast.application.identity.IssueApiKey;
import io.holdfast.domain.identity.ApiKey;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.identity.Tier;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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
            @Parameters(paramLabel = "CLIENT") String client,
            @Option(names = "--admin", description = "Opens the admin routes too.") boolean admin,
            @Option(
                            names = "--tier",
                            defaultValue = "BASIC",
                            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
                    Tier tier,
            @Option(
                            names = "--days",
                            defaultValue = "0",
                            description = "Days until it ends, 0 for never (${DEFAULT-VALUE}).")
                    int days) {
        if (client.isBlank() || client.length() > 100) {
            throw new Refused("A client's name has 1 to 100 characters.");
        }
        if (days < 0 || days > MAX_DAYS) {
            throw new Refused("--days must be 0 to " + MAX_DAYS + ".");
        }
        return settings.change(
                "key create",
                client,
                app -> {
                    var expiresAt =
                            days == 0
                                    ? Instant.MAX
                                    : app.clock().instant().plus(Duration.ofDays(days));
                    var scopes = admin ? Set.of(Scope.ADMIN) : Scope.ofClients();
                    var command =
                            new IssueApiKey.Command(client, scopes, tier, List.of(), expiresAt);
                    switch (app.issueApiKey().issue(command)) {
                        case IssueApiKey.Outcome.Issued(var _, var text) -> out().println(text);
                        case IssueApiKey.Outcome.TooMany(var name) ->
                                throw new Refused(
                                        name
                                                + " has two live keys already; revoke one of them first.");
                    }
                    return 0;
                });
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the keys.")
    int list(@Mixin Settings settings) {
        try (var app = settings.openAsGuest()) {
            app.apiKeys().list(LIST_LIMIT).forEach(this::show);
        }
        return 0;
    }

    private void show(ApiKey key) {
        out().printf(
                        "%s  %-30s %-12s %-9s %s%n",
                        key.id(),
                        key.client(),
                        key.scopes().stream()
                                .map(Scope::label)
                                .sorted()
                                .collect(Collectors.joining(",")),
                        key.tier().label(),
                        key.expiresAt().equals(Instant.MAX)
                                ? "never ends"
                                : "ends " + key.expiresAt());
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
                    if (!app.apiKeys().remove(id)) {
                        throw new Refused("There is no key " + id + ".");
                    }
                    out().println("Revoked.");
                    return 0;
                });
    }
}
