package io.holdfast.adapters.web.identity.oidc;

import io.holdfast.adapters.web.identity.SignedTokens;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/// What a token says of itself, which is good for choosing who is to check it and for nothing else.
///
/// @param keyId empty when it names none
/// @param issuer empty when it names none
record UnverifiedToken(String keyId, String issuer) {

    static final int MAX_LENGTH = 8_192;
    private static final UnverifiedToken UNREADABLE = new UnverifiedToken("", "");

    static UnverifiedToken read(String token) {
        var parts = token.split("\\.", 4);
        if (parts.length != 3 || token.length() > MAX_LENGTH) {
            return UNREADABLE;
        }
        return new UnverifiedToken(text(parts[0], "kid"), text(parts[1], "iss"));
    }

    private static String text(String part, String member) {
        return members(part).get(member) instanceof String text ? text : "";
    }

    private static Map<String, ?> members(String part) {
        try {
            var json = new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
            return SignedTokens.fromJson().deserialize(new StringReader(json));
        } catch (IllegalArgumentException | io.jsonwebtoken.io.IOException _) {
            return Map.of();
        }
    }
}
