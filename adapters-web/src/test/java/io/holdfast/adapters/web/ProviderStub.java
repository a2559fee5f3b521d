package io.holdfast.adapters.web;

import io.holdfast.domain.identity.AccessTokens;
import io.holdfast.domain.identity.Session;
import java.time.Instant;

/// Our own tokens, and those of an identity provider that signs nothing: `external:` and the
/// subject. `external:away` cannot be told.
record ProviderStub(AccessTokens own) implements AccessTokens {

    static final String ISSUER = "https://login.example.com";
    private static final String PREFIX = "external:";

    @Override
    public String issue(Session session) {
        return own.issue(session);
    }

    @Override
    public Verified verify(String token, Instant now) {
        if (!token.startsWith(PREFIX)) {
            return own.verify(token, now);
        }
        var subject = token.substring(PREFIX.length());
        return subject.equals("away")
                ? new Verified.Unknown()
                : new Verified.External(ISSUER, subject, subject);
    }
}
