package io.holdfast.adapters.web.identity;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.BodyKind;
import io.holdfast.adapters.web.http.Cursor;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.FieldCheck;
import io.holdfast.adapters.web.http.JsonFields;
import io.holdfast.adapters.web.http.Problem;
import io.holdfast.adapters.web.http.ProblemType;
import io.holdfast.adapters.web.http.QueryCheck;
import io.holdfast.adapters.web.http.Refusal;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.application.identity.ChangeUser;
import io.holdfast.application.identity.ResetPassword;
import io.holdfast.domain.identity.Credential;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.UserQueries;
import io.holdfast.domain.identity.Username;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// Finding users, locking them, giving them roles, and helping those who forgot their password.
public final class UserAdministrationEndpoint implements Endpoint {

    private static final String PATH = "/api/v1/users";
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;
    private static final int MAX_SEARCH_LENGTH = 50;
    private static final String ROLE_RULE = "agent or admin";
    private static final String FLAG_RULE = "true or false";

    private record Account(
            String username,
            String role,
            boolean approved,
            boolean locked,
            boolean external,
            String createdAt) {

        static Account from(UserQueries.Listed user) {
            return new Account(
                    user.username(),
                    user.role().label(),
                    user.approved(),
                    user.locked(),
                    user.external(),
                    user.createdAt().toString());
        }

        static Account from(User user) {
            return new Account(
                    user.username().value(),
                    user.role().label(),
                    user.approved(),
                    user.locked(),
                    user.credential() instanceof Credential.External,
                    user.createdAt().toString());
        }
    }

    private record Temporary(String username, String temporaryPassword, String expiresAt) {
        @Override
        public String toString() {
            return "Temporary[" + username + "]";
        }
    }

    private final UserQueries users;
    private final ChangeUser changeUser;
    private final ResetPassword resetPassword;

    public UserAdministrationEndpoint(
            UserQueries users, ChangeUser changeUser, ResetPassword resetPassword) {
        this.users = users;
        this.changeUser = changeUser;
        this.resetPassword = resetPassword;
    }

    @Override
    public List<Route> routes() {
        var json = Set.of(BodyKind.JSON);
        var one = PATH + "/{username}";
        return List.of(
                Route.get(PATH, Access.admin(), this::list).with(Route.Trait.PERSONAL),
                Route.post(one + "/lock", Access.admin(), json, this::lock),
                Route.post(one + "/role", Access.admin(), json, this::giveRole),
                Route.post(one + "/reset-password", Access.admin(), Set.of(), this::reset)
                        .with(Route.Trait.CREATES, Route.Trait.SECRET));
    }

    private Reply list(Exchange exchange) {
        var check = new QueryCheck(exchange);
        var filter =
                new UserQueries.Filter(
                        check.text(
                                "search",
                                UserAdministrationEndpoint::isSearch,
                                "at most 50 characters, without control characters",
                                ""),
                        roles(check),
                        flags(check, "approved"),
                        flags(check, "locked"),
                        check.nameCursor("cursor", Username::isValid));
        int limit = check.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        check.done();
        // One more than is shown tells whether anything is left.
        var found = users.list(filter, limit + 1, 0).users();
        var shown = found.stream().limit(limit).toList();
        var answer = new LinkedHashMap<String, Object>();
        answer.put("users", shown.stream().map(Account::from).toList());
        if (found.size() > limit) {
            var last = new Username(shown.getLast().username());
            answer.put("next_cursor", Cursor.after(last.folded()));
        }
        return Reply.ok(answer);
    }

    private static boolean isSearch(String text) {
        return text.codePointCount(0, text.length()) <= MAX_SEARCH_LENGTH
                && text.codePoints().noneMatch(Character::isISOControl);
    }

    private static Set<Role> roles(QueryCheck check) {
        var label = check.text("role", text -> Role.ofLabel(text).isPresent(), ROLE_RULE, "");
        return Role.ofLabel(label).map(Set::of).orElseGet(() -> Set.of(Role.values()));
    }

    private static Set<Boolean> flags(QueryCheck check, String name) {
        return switch (check.text(name, Set.of("true", "false")::contains, FLAG_RULE, "")) {
            case "true" -> Set.of(true);
            case "false" -> Set.of(false);
            default -> Set.of(true, false);
        };
    }

    private Reply lock(Exchange exchange) {
        var username = username(exchange);
        var check = body(exchange);
        boolean locked = check.flag("locked");
        check.done();
        return change(username, new ChangeUser.Change.Lock(locked));
    }

    private Reply giveRole(Exchange exchange) {
        var username = username(exchange);
        var check = body(exchange);
        var label =
                check.text("role", text -> Role.ofLabel(text).isPresent(), "must be " + ROLE_RULE);
        check.done();
        return change(username, new ChangeUser.Change.GiveRole(Role.ofLabel(label).orElseThrow()));
    }

    private Reply change(Username username, ChangeUser.Change change) {
        return Reply.ok(Account.from(UserChanges.make(changeUser, username, change)));
    }

    private Reply reset(Exchange exchange) {
        var username = username(exchange);
        return switch (resetPassword.reset(username)) {
            case ResetPassword.Outcome.Reset(var temporary, var until) ->
                    Reply.ok(new Temporary(username.value(), temporary.value(), until.toString()));
            case ResetPassword.Outcome.UnknownUser(var name) -> throw UserChanges.unknown(name);
            case ResetPassword.Outcome.External(var name) ->
                    throw new Refusal(
                            Problem.of(
                                    ProblemType.CONFLICT,
                                    "an identity provider keeps the password of " + name));
            case ResetPassword.Outcome.Conflict(var name) -> throw UserChanges.overtaken(name);
        };
    }

    private static Username username(Exchange exchange) {
        var check = new QueryCheck(exchange);
        var name = check.pathText("username", Username::isValid, Username.RULE);
        check.done();
        return new Username(name);
    }

    private static FieldCheck body(Exchange exchange) {
        exchange.bodyKind();
        return new FieldCheck(
                JsonFields.read(exchange.body().bytes(SessionEndpoint.MAX_BODY_BYTES)));
    }
}
