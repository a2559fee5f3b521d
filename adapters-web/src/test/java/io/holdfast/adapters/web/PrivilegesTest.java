package io.holdfast.adapters.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.http.Access.Rule;
import io.holdfast.adapters.web.testing.ApiDocument;
import io.holdfast.adapters.web.testing.ApiDocument.Operation;
import io.holdfast.adapters.web.testing.ContractClient;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.identity.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every operation of the API document against every kind of caller, by real requests: what is let
/// in follows from `x-access` and `x-scope` alone, so that no operation can be forgotten. The table
/// in docs/api/privileges.md is made here.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrivilegesTest {

    private static final Path TABLE = Path.of("..", "docs", "api", "privileges.md");
    private static final Path MADE = Path.of("target", "privileges.md");
    private static final int IN = 200;

    enum Caller {
        NONE("nobody"),
        WRONG_KEY("wrong key"),
        KEY_WITHOUT("key without scope"),
        KEY_WITH("key with scope"),
        AGENT("agent"),
        KEY_AND_AGENT("key + agent"),
        ADMIN("admin"),
        KEY_AND_ADMIN("key + admin"),
        ADMIN_KEY("admin key"),
        LOCKED("locked user"),
        ENDED("ended session");

        private final String label;

        Caller(String label) {
            this.label = label;
        }
    }

    record Operations(Operation operation) {
        @Override
        public String toString() {
            return operation.method() + " " + operation.template();
        }
    }

    private final TestServer server = TestServer.start();
    private final User agent = server.addUser("agent.matrix", Role.AGENT);
    private final User admin = server.addUser("admin.matrix", Role.ADMIN);
    private final User locked = server.addUser("locked.matrix", Role.ADMIN);
    private final String endedToken = ended();
    private final String lockedToken = locked();

    @BeforeAll
    void have_keys_with_one_scope_and_with_all_but_one() {
        for (var scope : Scope.values()) {
            server.addKey("with " + scope, keyWith(scope), Set.of(scope), Instant.MAX);
            var others = EnumSet.complementOf(EnumSet.of(scope, Scope.ADMIN));
            server.addKey("without " + scope, keyWithout(scope), others, Instant.MAX);
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private String ended() {
        var user = server.addUser("ended.matrix", Role.ADMIN);
        var token = server.enter(user);
        server.sessions.endAll(user.id(), TestServer.START);
        return token;
    }

    /// Past the use case, which would end the session too: being locked is enough.
    private String locked() {
        var token = server.enter(locked);
        var _ = server.users.update(locked.withLock(true));
        return token;
    }

    private static String keyWith(Scope scope) {
        return "key-with-" + scope;
    }

    private static String keyWithout(Scope scope) {
        return "key-without-" + scope;
    }

    static Stream<Operations> operations() {
        return ApiDocument.packaged().operations().stream().map(Operations::new);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void lets_in_whom_access_and_scope_let_in(Operations each) {
        var operation = each.operation();
        for (var caller : Caller.values()) {
            var path = operation.template().replaceAll("\\{[^}]+}", "pages.css");
            var call = server.client.call(operation.method(), path);
            int status = show(call, caller, scope(operation)).send().status();
            int expected = expected(operation, caller);
            if (expected == IN) {
                assertThat(status).as("%s, %s", each, caller.label).isNotIn(401, 403);
            } else {
                assertThat(status).as("%s, %s", each, caller.label).isEqualTo(expected);
            }
        }
    }

    /// A new session each time: the request may be the one that ends it.
    private ContractClient.Call show(ContractClient.Call call, Caller caller, Scope scope) {
        return switch (caller) {
            case NONE -> call;
            case WRONG_KEY -> call.key("made-up");
            case KEY_WITHOUT -> call.key(keyWithout(scope));
            case KEY_WITH -> call.key(keyWith(scope));
            case AGENT -> call.bearer(server.enter(agent));
            case KEY_AND_AGENT -> call.key(TestServer.CLIENT_KEY).bearer(server.enter(agent));
            case ADMIN -> call.bearer(server.enter(admin));
            case KEY_AND_ADMIN -> call.key(TestServer.CLIENT_KEY).bearer(server.enter(admin));
            case ADMIN_KEY -> call.key(TestServer.ADMIN_KEY);
            case LOCKED -> call.bearer(lockedToken);
            case ENDED -> call.bearer(endedToken);
        };
    }

    private static Rule rule(Operation operation) {
        return Arrays.stream(Rule.values())
                .filter(rule -> rule.label().equals(operation.access()))
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError(operation.template() + ": which x-access is that?"));
    }

    /// Any, where none is asked for.
    private static Scope scope(Operation operation) {
        return operation.scope().equals("none")
                ? Scope.PREDICT
                : Scope.ofLabel(operation.scope()).orElseThrow();
    }

    private static int expected(Operation operation, Caller caller) {
        return switch (rule(operation)) {
            case OPEN -> IN;
            case KEY -> ofKey(caller);
            case KEY_OR_SCRAPE_TOKEN -> ofKey(caller);
            case ADMIN_KEY ->
                    caller == Caller.KEY_AND_AGENT || caller == Caller.KEY_AND_ADMIN
                            ? 403
                            : ofKey(caller);
            case KEY_OR_USER -> ofKeyOrUser(caller);
            case KEY_OR_ADMIN -> caller == Caller.AGENT ? 403 : ofKeyOrUser(caller);
            case USER -> ofUser(caller);
            case KEY_AND_USER -> ofBoth(caller, IN);
            case KEY_AND_ADMIN -> ofBoth(caller, 403);
            case ADMIN -> ofAdmin(caller);
        };
    }

    private static int ofKey(Caller caller) {
        return switch (caller) {
            case NONE, AGENT, ADMIN, LOCKED, ENDED -> 401;
            case WRONG_KEY, KEY_WITHOUT -> 403;
            case KEY_WITH, KEY_AND_AGENT, KEY_AND_ADMIN, ADMIN_KEY -> IN;
        };
    }

    private static int ofKeyOrUser(Caller caller) {
        return switch (caller) {
            case NONE, ENDED -> 401;
            case WRONG_KEY, KEY_WITHOUT, LOCKED -> 403;
            case KEY_WITH, AGENT, KEY_AND_AGENT, ADMIN, KEY_AND_ADMIN, ADMIN_KEY -> IN;
        };
    }

    private static int ofUser(Caller caller) {
        return switch (caller) {
            case NONE, KEY_WITHOUT, KEY_WITH, ADMIN_KEY, ENDED -> 401;
            case WRONG_KEY, LOCKED -> 403;
            case AGENT, KEY_AND_AGENT, ADMIN, KEY_AND_ADMIN -> IN;
        };
    }

    private static int ofBoth(Caller caller, int agent) {
        return switch (caller) {
            case NONE, KEY_WITH, AGENT, ADMIN, ADMIN_KEY, LOCKED, ENDED -> 401;
            case WRONG_KEY, KEY_WITHOUT -> 403;
            case KEY_AND_AGENT -> agent;
            case KEY_AND_ADMIN -> IN;
        };
    }

    /// The scope is `admin`, so that the key with exactly the scope is an admin's.
    private static int ofAdmin(Caller caller) {
        return switch (caller) {
            case NONE, ENDED -> 401;
            case WRONG_KEY, KEY_WITHOUT, AGENT, KEY_AND_AGENT, LOCKED -> 403;
            case KEY_WITH, ADMIN, KEY_AND_ADMIN, ADMIN_KEY -> IN;
        };
    }

    @Test
    void is_written_down() throws IOException {
        Files.writeString(MADE, table(), UTF_8);
        assertThat(table())
                .as(
                        "docs/api/privileges.md is out of date: see what has changed, and copy"
                                + " adapters-web/target/privileges.md over it")
                .isEqualTo(Files.readString(TABLE, UTF_8));
    }

    private static String table() {
        var head =
                List.of("route", "method", "access", "scope").stream()
                        .collect(Collectors.joining(" | "));
        var callers =
                Arrays.stream(Caller.values())
                        .map(caller -> caller.label)
                        .collect(Collectors.joining(" | "));
        var rows =
                ApiDocument.packaged().operations().stream()
                        .map(PrivilegesTest::row)
                        .sorted()
                        .collect(Collectors.joining("\n"));
        return """
        # Who may call what

        Made from `x-access` and `x-scope` of docs/api/openapi.yaml by `PrivilegesTest`, which tries every cell with a real \
        request; do not edit it by hand. `yes`: let in, whatever comes then. 401: a credential is missing, or not genuine \
        (any more). 403: known not to suffice. The key beside a token is a client's, with every scope but `admin`; `key \
        with scope` has that one scope only. `/metrics` also takes the scrape token.

        | %s | %s |
        %s
        %s
        """
                .formatted(head, callers, "|" + " --- |".repeat(4 + Caller.values().length), rows);
    }

    private static String row(Operation operation) {
        return Stream.concat(
                        Stream.of(
                                "`" + operation.template() + "`",
                                operation.method(),
                                operation.access(),
                                operation.scope()),
                        Arrays.stream(Caller.values())
                                .map(caller -> answer(expected(operation, caller))))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String answer(int status) {
        return status == IN ? "yes" : String.valueOf(status);
    }
}
