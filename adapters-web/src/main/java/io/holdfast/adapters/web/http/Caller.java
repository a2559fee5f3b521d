package io.holdfast.adapters.web.http;

import io.holdfast.domain.identity.ApiKey;
import io.holdfast.domain.identity.AuditEvent.Actor;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.identity.User;
import java.util.UUID;

/// Who a request comes from, as far as its route asked.
public sealed interface Caller {

    /// Nobody was asked for, or nobody was recognised.
    record Anonymous() implements Caller {}

    record Client(ApiKey key) implements Caller {}

    /// @param session `Session.NONE` for one whom an identity provider vouches for
    record Person(User user, UUID session, ApiKey key) implements Caller {}

    /// A user whose token was enough.
    ///
    /// @param session as of `Person`
    record SignedIn(User user, UUID session) implements Caller {}

    /// Reads the metrics with the scrape token.
    record Scraper() implements Caller {}

    /// For what is told to people later: the user's name, or the client's that the key was given
    /// to.
    default String name() {
        return switch (this) {
            case Anonymous() -> "anonymous";
            case Client(var key) -> key.client();
            case Person(var user, var _, var _) -> user.username().value();
            case SignedIn(var user, var _) -> user.username().value();
            case Scraper() -> "scraper";
        };
    }

    /// Whose it is what the caller leaves here: a user's name, or `client:` and the client's, which
    /// is the name of no user. All keys of a client own the same.
    default String owner() {
        return switch (this) {
            case Client(var key) -> "client:" + key.client();
            case Anonymous _, Person _, SignedIn _, Scraper _ -> name();
        };
    }

    /// Whether it may do what only admins may: a key with admin scope, or an admin.
    default boolean isAdmin() {
        return switch (this) {
            case Anonymous(), Scraper() -> false;
            case Client(var key) -> key.scopes().contains(Scope.ADMIN);
            case Person(var user, var _, var key) ->
                    user.role() == Role.ADMIN || key.scopes().contains(Scope.ADMIN);
            case SignedIn(var user, var _) -> user.role() == Role.ADMIN;
        };
    }

    /// For the audit trail.
    default Actor actor() {
        return switch (this) {
            case Anonymous() -> Actor.NOBODY;
            case Client(var key) -> new Actor(Actor.Kind.KEY, key.id().toString(), key.client());
            case Person(var user, var _, var _) -> actor(user);
            case SignedIn(var user, var _) -> actor(user);
            case Scraper() -> new Actor(Actor.Kind.KEY, "", name());
        };
    }

    private static Actor actor(User user) {
        return new Actor(Actor.Kind.USER, user.id().toString(), user.username().value());
    }

    /// Whether a key with admin scope is among what was shown.
    default boolean usesAdminKey() {
        return switch (this) {
            case Client(var key) -> key.scopes().contains(Scope.ADMIN);
            case Person(var _, var _, var key) -> key.scopes().contains(Scope.ADMIN);
            case Anonymous _, SignedIn _, Scraper _ -> false;
        };
    }

    /// For the log: a kind and an id, never a name.
    default String label() {
        return switch (this) {
            case Anonymous() -> "anonymous";
            case Client(var key) -> "key:" + key.id();
            case Person(var user, var _, var _) -> "user:" + user.id();
            case SignedIn(var user, var _) -> "user:" + user.id();
            case Scraper() -> "scraper";
        };
    }
}
