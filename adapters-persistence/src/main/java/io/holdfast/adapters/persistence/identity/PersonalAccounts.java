package io.holdfast.adapters.persistence.identity;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.adapters.persistence.NamedRows;
import io.holdfast.adapters.persistence.NamedRows.AtErasure;
import io.holdfast.adapters.persistence.NamedRows.Shape;
import io.holdfast.adapters.persistence.NamedRows.Whose;
import io.holdfast.domain.kernel.PersonalData;
import java.util.List;

/// What is kept of those who sign in: all of it goes but for the audit trail, which says who did
/// what.
public final class PersonalAccounts {

    private PersonalAccounts() {}

    /// The sessions come first: they go with the user, uncounted.
    public static List<PersonalData> on(Database database) {
        return List.of(
                new NamedRows(
                        database,
                        new Shape(
                                "sessions",
                                Whose.ACCOUNT,
                                "sessions",
                                "user_id IN (SELECT id FROM users WHERE username = ?)",
                                List.of("user_id"),
                                List.of(
                                        "id",
                                        "started_at",
                                        "expires_at",
                                        "ended_at",
                                        "address",
                                        "agent"),
                                List.of(),
                                "started_at DESC, id DESC",
                                AtErasure.DELETED)),
                new NamedRows(
                        database,
                        new Shape(
                                "kept_answers",
                                Whose.ACCOUNT,
                                "kept_answers",
                                "caller IN (SELECT 'user:' || id FROM users WHERE username = ?)",
                                List.of("caller"),
                                List.of("key", "status", "content_type", "kept_at"),
                                List.of("body", "header_names", "header_values"),
                                "kept_at DESC, key",
                                AtErasure.DELETED)),
                new NamedRows(
                        database,
                        new Shape(
                                "audit_events",
                                Whose.ACCOUNT,
                                "audit_events",
                                "actor_kind = 'USER' AND actor_id IN"
                                        + " (SELECT id::text FROM users WHERE username = ?)",
                                List.of("actor_id", "actor_name"),
                                List.of("position", "at", "action", "target", "address", "result"),
                                List.of(),
                                "position DESC",
                                AtErasure.KEPT)),
                new NamedRows(
                        database,
                        new Shape(
                                "users",
                                Whose.ACCOUNT,
                                "users",
                                "username = ?",
                                List.of("username"),
                                List.of(
                                        "id",
                                        "username",
                                        "role",
                                        "approved",
                                        "locked",
                                        "credential",
                                        "password_until",
                                        "issuer",
                                        "subject",
                                        "created_at"),
                                List.of("username_folded", "password_hash"),
                                "id",
                                AtErasure.DELETED)));
    }
}
