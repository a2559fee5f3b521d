package io.holdfast.adapters.web.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.identity.AccessTokens;
import io.holdfast.domain.identity.PasswordHash;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.kernel.SequentialIds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class JwtAccessTokensTest {

    private static final Instant NOW = Instant.parse("2031-01-01T00:00:00Z");
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final SequentialIds ids = new SequentialIds();
    private final AccessTokens tokens = new JwtAccessTokens(new byte[32], LIFETIME, ids);
    private final User user =
            new User(
                    ids.next(),
                    new Username("agent.one"),
                    new PasswordHash("-"),
                    Role.AGENT,
                    true,
                    NOW,
                    0);

    @Test
    void takes_a_token_from_its_making_until_the_moment_it_ends() {
        var token = tokens.issue(user, NOW).token();
        var genuine = new AccessTokens.Verified.Genuine(user.id());
        var rejected = new AccessTokens.Verified.Rejected();
        assertThat(tokens.verify(token, NOW)).isEqualTo(genuine);
        assertThat(tokens.verify(token, NOW.plus(LIFETIME).minusNanos(1))).isEqualTo(genuine);
        assertThat(tokens.verify(token, NOW.plus(LIFETIME))).isEqualTo(rejected);
    }

    @Test
    void never_makes_the_same_token_twice() {
        assertThat(tokens.issue(user, NOW).token()).isNotEqualTo(tokens.issue(user, NOW).token());
    }

    @Test
    void tells_nothing_of_the_user_but_the_id() {
        var payload = tokens.issue(user, NOW).token().split("\\.", -1)[1];
        var text = new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
        assertThat(text)
                .contains(
                        user.id().toString(),
                        "\"jti\"",
                        "\"iss\":\"holdfast\"",
                        "\"aud\":[\"holdfast-api\"]")
                .doesNotContain("agent");
    }

    @Test
    void does_not_take_the_tokens_of_another_secret() {
        var others =
                new JwtAccessTokens("x".repeat(32).getBytes(StandardCharsets.UTF_8), LIFETIME, ids);
        assertThat(tokens.verify(others.issue(user, NOW).token(), NOW))
                .isEqualTo(new AccessTokens.Verified.Rejected());
    }

    @Test
    void wants_a_secret_of_32_bytes_and_a_lifetime() {
        assertThatThrownBy(() -> new JwtAccessTokens(new byte[31], LIFETIME, ids))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JwtAccessTokens(new byte[32], Duration.ZERO, ids))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
