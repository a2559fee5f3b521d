package io.holdfast.adapters.web.identity.oidc;

import io.holdfast.domain.identity.AccessTokens;
import io.holdfast.domain.identity.Session;
import java.time.Instant;

/// Our own tokens, and those of one identity provider. What a token says of its issuer only chooses
/// who checks it.
public final class TrustedIssuers implements AccessTokens {

    private final AccessTokens own;
    private final String issuer;
    private final ProviderTokens provider;

    /// @param issuer exactly as the provider's tokens name it; see `ProviderAddress`
    /// @param audience what the provider calls us
    /// @param usernameClaim the claim that people know the user by
    public TrustedIssuers(AccessTokens own, String issuer, String audience, String usernameClaim) {
        this(
                own,
                issuer,
                audience,
                usernameClaim,
                new ProviderDocuments(issuer, ProviderDocuments.TIMEOUT));
    }

    TrustedIssuers(
            AccessTokens own,
            String issuer,
            String audience,
            String usernameClaim,
            ProviderDocuments documents) {
        this.own = own;
        this.issuer = issuer;
        this.provider =
                new ProviderTokens(new ProviderKeys(issuer, audience, documents), usernameClaim);
    }

    @Override
    public String issue(Session session) {
        return own.issue(session);
    }

    @Override
    public Verified verify(String token, Instant now) {
        var claimed = UnverifiedToken.read(token);
        return claimed.issuer().equals(issuer)
                ? provider.verify(token, claimed.keyId(), now)
                : own.verify(token, now);
    }
}
