package io.holdfast.adapters.web.http;

/// Who may call a route. The label is what the API document says as `x-access`.
public enum Access {
    /// Everybody.
    PUBLIC("public"),
    /// Who shows a live API key.
    CLIENT_KEY("key"),
    /// A live API key, and an approved user's token.
    USER("key+user"),
    /// A live API key, and an approved admin's token.
    ADMIN_USER("key+admin"),
    /// A live API key, or the token of an approved user.
    KEY_OR_USER("key-or-user"),
    /// A live API key with admin scope.
    ADMIN_KEY("admin-key"),
    /// A live API key with admin scope, or the token of an approved admin, with or without a key.
    ADMIN("admin"),
    /// A live API key, or the scrape token as Bearer.
    KEY_OR_SCRAPE_TOKEN("key-or-scrape-token");

    private final String label;

    Access(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
