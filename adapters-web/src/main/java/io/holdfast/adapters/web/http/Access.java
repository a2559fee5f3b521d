package io.holdfast.adapters.web.http;

import io.holdfast.domain.identity.Scope;

/// Who may call a route, and what a key must open for it.
///
/// @param scope asked of a key wherever one is shown; says nothing for routes that are open
public record Access(Rule rule, Scope scope) {

    /// The label is what the API document says as `x-access`.
    public enum Rule {
        /// Everybody.
        OPEN("public"),
        /// Who shows a live API key.
        KEY("key"),
        /// A live API key, and an active user's token.
        KEY_AND_USER("key+user"),
        /// A live API key, and an active admin's token.
        KEY_AND_ADMIN("key+admin"),
        /// A live API key, or the token of an active user.
        KEY_OR_USER("key-or-user"),
        /// A live API key, or the token of an active admin.
        KEY_OR_ADMIN("key-or-admin"),
        /// An active user's token, with or without a key.
        USER("user"),
        /// A live API key with admin scope.
        ADMIN_KEY("admin-key"),
        /// A live API key with admin scope, or the token of an active admin, with or without a key.
        ADMIN("admin"),
        /// A live API key, or the scrape token as Bearer.
        KEY_OR_SCRAPE_TOKEN("key-or-scrape-token");

        private final String label;

        Rule(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public static Access open() {
        return new Access(Rule.OPEN, Scope.PREDICT);
    }

    public static Access key(Scope scope) {
        return new Access(Rule.KEY, scope);
    }

    public static Access keyAndUser(Scope scope) {
        return new Access(Rule.KEY_AND_USER, scope);
    }

    public static Access keyAndAdmin(Scope scope) {
        return new Access(Rule.KEY_AND_ADMIN, scope);
    }

    public static Access keyOrUser(Scope scope) {
        return new Access(Rule.KEY_OR_USER, scope);
    }

    public static Access keyOrAdmin(Scope scope) {
        return new Access(Rule.KEY_OR_ADMIN, scope);
    }

    /// For what people do with their own account.
    public static Access user() {
        return new Access(Rule.USER, Scope.SIGN_IN);
    }

    public static Access adminKey() {
        return new Access(Rule.ADMIN_KEY, Scope.ADMIN);
    }

    public static Access admin() {
        return new Access(Rule.ADMIN, Scope.ADMIN);
    }

    public static Access metrics() {
        return new Access(Rule.KEY_OR_SCRAPE_TOKEN, Scope.METRICS);
    }

    /// Whether only admins get in.
    public boolean isForAdmins() {
        return switch (rule) {
            case KEY_AND_ADMIN, ADMIN_KEY, ADMIN -> true;
            case OPEN, KEY, KEY_AND_USER, KEY_OR_USER, KEY_OR_ADMIN, USER, KEY_OR_SCRAPE_TOKEN ->
                    false;
        };
    }
}
