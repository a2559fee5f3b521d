package io.holdfast.adapters.web.identity;

import io.holdfast.adapters.web.http.Access;
import io.holdfast.adapters.web.http.BodyKind;
import io.holdfast.adapters.web.http.Endpoint;
import io.holdfast.adapters.web.http.Exchange;
import io.holdfast.adapters.web.http.FieldCheck;
import io.holdfast.adapters.web.http.JsonFields;
import io.holdfast.adapters.web.http.QueryCheck;
import io.holdfast.adapters.web.http.Reply;
import io.holdfast.adapters.web.http.Route;
import io.holdfast.application.identity.ChangeUser;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.identity.UserQueries;
import io.holdfast.domain.identity.Username;
import java.util.List;
import java.util.Set;

/// What an admin does with users.
public final class UsersEndpoint implements Endpoint {

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;
    private static final int MAX_OFFSET = 1_000_000;

    private record ListedUser(String username, String role, boolean approved) {
        static ListedUser from(UserQueries.Listed user) {
            return new ListedUser(user.username(), user.role().label(), user.approved());
        }
    }

    private record UserList(List<ListedUser> users, long totalUsers) {
        static UserList from(UserQueries.Page page) {
            return new UserList(page.users().stream().map(ListedUser::from).toList(), page.total());
        }
    }

    private record Approval(String username, boolean approved, String message) {}

    private final UserQueries users;
    private final ChangeUser changeUser;

    public UsersEndpoint(UserQueries users, ChangeUser changeUser) {
        this.users = users;
        this.changeUser = changeUser;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/users", Access.keyAndAdmin(Scope.SIGN_IN), this::list)
                        .with(Route.Trait.PERSONAL),
                Route.post(
                        "/users/approve",
                        Access.keyAndAdmin(Scope.SIGN_IN),
                        Set.of(BodyKind.JSON),
                        this::approve));
    }

    private Reply list(Exchange exchange) {
        var check = new QueryCheck(exchange);
        int limit = check.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        int offset = check.number("offset", 0, MAX_OFFSET, 0);
        check.done();
        return Reply.ok(UserList.from(users.list(UserQueries.Filter.ALL, limit, offset)));
    }

    private Reply approve(Exchange exchange) {
        exchange.bodyKind();
        var body = exchange.body().bytes(SessionEndpoint.MAX_BODY_BYTES);
        var check = new FieldCheck(JsonFields.read(body));
        var username = check.text("username", Username::isValid, Username.RULE);
        boolean approve = check.flag("approve");
        exchange.concern(username);
        check.done();
        var user =
                UserChanges.make(
                        changeUser, new Username(username), new ChangeUser.Change.Approve(approve));
        return Reply.ok(
                new Approval(
                        user.username().value(),
                        user.approved(),
                        user.username()
                                + (user.approved()
                                        ? " may sign in, with the role " + user.role().label()
                                        : " may not sign in")));
    }
}
