package io.holdfast.application.identity;

import io.holdfast.domain.identity.AuditEvent;
import io.holdfast.domain.identity.AuditEvent.Actor;
import io.holdfast.domain.identity.AuditEvent.Result;
import io.holdfast.domain.identity.AuditTrail;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.identity.Users;
import io.holdfast.domain.kernel.IdSource;
import java.time.InstantSource;
import java.util.UUID;

/// Writes into the audit trail what somebody does. A change is told before it is made, so that it
/// is not made when it cannot be told, and again when it has ended, under the same id.
public final class RecordAction {

    /// @param name of what is done: a method and a route's template, a command's name, `sign-in`
    /// @param target to whom or what; empty for nothing in particular
    /// @param address from where; empty for this machine's command line
    /// @param requestId leads to the log; empty where there is none
    public record Action(
            Actor actor, String name, String target, String address, String requestId) {

        public Action by(Actor other) {
            return new Action(other, name, target, address, requestId);
        }

        public Action to(String other) {
            return new Action(actor, name, other, address, requestId);
        }
    }

    private final AuditTrail trail;
    private final Users users;
    private final IdSource ids;
    private final InstantSource clock;

    public RecordAction(AuditTrail trail, Users users, IdSource ids, InstantSource clock) {
        this.trail = trail;
        this.users = users;
        this.ids = ids;
        this.clock = clock;
    }

    /// Must return before anything is changed.
    ///
    /// @return for `end`
    public UUID begin(Action action) {
        var id = ids.next();
        append(id, action, Result.BEGAN);
        return id;
    }

    /// @param id from `begin`; the action may be known better by now
    public void end(UUID id, Action action, Result result) {
        append(id, action, result);
    }

    /// One row for what changes nothing.
    public void note(Action action, Result result) {
        append(ids.next(), action, result);
    }

    private void append(UUID id, Action action, Result result) {
        trail.append(
                new AuditEvent(
                        id,
                        clock.instant(),
                        action.actor(),
                        action.name(),
                        action.target(),
                        action.address(),
                        action.requestId(),
                        result));
    }

    /// The user of a name that somebody typed, or nobody: what is no user's name is not written
    /// down, because it may be a password that was typed into the wrong field.
    public Actor userNamed(String typed) {
        if (!Username.isValid(typed)) {
            return Actor.NOBODY;
        }
        return users.find(new Username(typed))
                .map(user ->
                        new Actor(Actor.Kind.USER, user.id().toString(), user.username().value()))
                .orElse(Actor.NOBODY);
    }
}
