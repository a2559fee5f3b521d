package io.holdfast.adapters.web.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.identity.AccessTokens;
import io.holdfast.domain.identity.Session;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JwtAccessTokensTest {

    private static final Instant NOW = Instant.parse("2031-01-01T00:00:00Z");
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final AccessTokens tokens =
            new JwtAccessTokens(TokenKeys.ofSecrets(new byte[32], List.of()));
    private final Session session =
            new Session(
                    new UUID(7, 1), new UUID(7, 2), NOW, NOW.plus(LIFETIME), "192.0.2.7", "shop");

    @Test
    void takes_a_token_from_its_making_until_the_moment_it_ends() {
        var token = tokens.issue(session);
        var genuine = new AccessTokens.Verified.Genuine(session.id());
        var rejected = new AccessTokens.Verified.Rejected();
        assertThat(tokens.verify(token, NOW)).isEqualTo(genuine);
        assertThat(tokens.verify(token, NOW.plus(LIFETIME).minusNanos(1))).isEqualTo(genuine);
        assertThat(tokens.verify(token, NOW.plus(LIFETIME))).isEqualTo(rejected);
    }

    @Test
    void tells_nothing_but_ids() {
        var payload = tokens.issue(session).split("\\.", -1)[1];
        var text = new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
        assertThat(text)
                .contains(
                        session.user().toString(),
                        session.id().toString(),
                        "\"iss\":\"holdfast\"",
                        "\"aud\":[\"holdfast-api\"]")
                .doesNotContain("shop");
    }

    @Test
    void does_not_take_the_tokens_of_another_secret() {
        var others = new JwtAccessTokens("x".repeat(32).getBytes(StandardCharsets.UTF_8));
        assertThat(tokens.verify(others.issue(session), NOW))
                .isEqualTo(new AccessTokens.Verified.Rejected());
    }

    @Test
    void wants_a_secret_of_32_bytes() {
        assertThatThrownBy(() -> new JwtAccessTokens(new byte[31]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
