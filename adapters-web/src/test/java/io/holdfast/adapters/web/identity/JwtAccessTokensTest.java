package io.holdfast.adapters.web.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.identity.AccessTokens;
import io.holdfast.domain.identity.AccessTokens.Verified;
import io.holdfast.domain.identity.Session;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtAccessTokensTest {

    private static final Instant NOW = Instant.parse("2031-01-01T00:00:00Z");
    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(US_ASCII);
    private static final byte[] LATER =
            "a later secret of forty-eight bytes, or of more.".getBytes(US_ASCII);
    private static final Verified REJECTED = new Verified.Rejected();
    private static final KeyPair RSA = Jwts.SIG.RS256.keyPair().build();
    private static final KeyPair EDWARDS = Jwks.CRV.Ed25519.keyPair().build();

    private final AccessTokens tokens = bySecret(SECRET);
    private final Session session =
            new Session(
                    new UUID(7, 1), new UUID(7, 2), NOW, NOW.plus(LIFETIME), "192.0.2.7", "shop");
    private final Verified genuine = new Verified.Genuine(session.id());

    private static AccessTokens bySecret(byte[] present, byte[]... earlier) {
        return new JwtAccessTokens(TokenKeys.ofSecrets(present, List.of(earlier)));
    }

    private static AccessTokens byPem(KeyAlgorithm algorithm, String pem) {
        return new JwtAccessTokens(TokenKeys.ofPem(algorithm, pem));
    }

    private static String pem(String label, Key key) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, Base64.getMimeEncoder().encodeToString(key.getEncoded()), label);
    }

    private static String privatePem(KeyPair pair) {
        return pem("PRIVATE KEY", pair.getPrivate());
    }

    private static KeyPair pair(KeyAlgorithm algorithm) {
        return switch (algorithm) {
            case RS256 -> RSA;
            case EDDSA -> EDWARDS;
        };
    }

    private static String part(String token, int index) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]), UTF_8);
    }

    /// Signed by the secret, whatever it says.
    private static String signed(String header, String payload, byte[] secret) {
        try {
            var encoder = Base64.getUrlEncoder().withoutPadding();
            var text =
                    encoder.encodeToString(header.getBytes(UTF_8))
                            + "."
                            + encoder.encodeToString(payload.getBytes(UTF_8));
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return text + "." + encoder.encodeToString(mac.doFinal(text.getBytes(US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String payload(String more) {
        return "{\"iss\":\"holdfast\",\"aud\":[\"holdfast-api\"],\"jti\":\"%s\",\"exp\":%d%s}"
                .formatted(session.id(), session.expiresAt().getEpochSecond(), more);
    }

    private Verified verified(String header, String payload) {
        return tokens.verify(signed(header, payload, SECRET), NOW);
    }

    @Test
    void takes_a_token_from_its_making_until_the_moment_it_ends() {
        var token = tokens.issue(session);
        assertThat(tokens.verify(token, NOW)).isEqualTo(genuine);
        assertThat(tokens.verify(token, NOW.plus(LIFETIME).minusNanos(1))).isEqualTo(genuine);
        assertThat(tokens.verify(token, NOW.plus(LIFETIME))).isEqualTo(REJECTED);
    }

    @Test
    void bears_with_a_clock_that_is_half_a_minute_ahead_and_no_more() {
        var token = tokens.issue(session);
        assertThat(tokens.verify(token, NOW.minusSeconds(30))).isEqualTo(genuine);
        assertThat(tokens.verify(token, NOW.minusSeconds(31))).isEqualTo(REJECTED);
        var header = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
        long now = NOW.getEpochSecond();
        assertThat(verified(header, payload(",\"nbf\":" + (now + 30)))).isEqualTo(genuine);
        assertThat(verified(header, payload(",\"nbf\":" + (now + 31)))).isEqualTo(REJECTED);
    }

    @Test
    void tells_nothing_but_ids() {
        var token = tokens.issue(session);
        assertThat(part(token, 0))
                .matches("\\{\"kid\":\"[0-9a-f]{16}\",\"typ\":\"JWT\",\"alg\":\"HS256\"}");
        assertThat(part(token, 1))
                .contains(
                        session.user().toString(),
                        session.id().toString(),
                        "\"iss\":\"holdfast\"",
                        "\"aud\":[\"holdfast-api\"]")
                .doesNotContain("shop");
    }

    @Test
    void does_not_take_the_tokens_of_another_secret() {
        assertThat(tokens.verify(bySecret(LATER).issue(session), NOW)).isEqualTo(REJECTED);
    }

    @Test
    void takes_the_tokens_of_an_earlier_secret_and_signs_with_the_present_one() {
        var before = tokens.issue(session);
        var changed = bySecret(LATER, SECRET);
        assertThat(changed.verify(before, NOW)).isEqualTo(genuine);
        var after = changed.issue(session);
        assertThat(part(after, 0)).isNotEqualTo(part(before, 0));
        assertThat(changed.verify(after, NOW)).isEqualTo(genuine);
        assertThat(tokens.verify(after, NOW)).isEqualTo(REJECTED);
        assertThat(bySecret(LATER).verify(before, NOW)).isEqualTo(REJECTED);
    }

    @Test
    void checks_a_token_that_names_no_key_by_the_present_one_only() {
        var nameless = signed("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", payload(""), SECRET);
        assertThat(tokens.verify(nameless, NOW)).isEqualTo(genuine);
        assertThat(bySecret(LATER, SECRET).verify(nameless, NOW)).isEqualTo(REJECTED);
    }

    @Test
    void checks_a_token_by_the_key_that_it_names_and_by_no_other() {
        var both = bySecret(LATER, SECRET);
        var id = part(tokens.issue(session), 0).replaceAll(".*\"kid\":\"([^\"]+)\".*", "$1");
        var header = "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"%s\"}".formatted(id);
        assertThat(both.verify(signed(header, payload(""), SECRET), NOW)).isEqualTo(genuine);
        assertThat(both.verify(signed(header, payload(""), LATER), NOW)).isEqualTo(REJECTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"0000000000000000\"",
                "\"../../../dev/null\"",
                "\"/proc/sys/kernel/randomize_va_space\"",
                "\"' UNION SELECT 'AAAA' --\"",
                "\"http://192.0.2.1/key\"",
                "7",
                "null7",
                "[\"a\"]",
                "{\"a\":1}",
                "true"
            })
    void finds_no_key_under_a_name_that_none_has(String keyId) {
        var header = "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":%s}".formatted(keyId);
        assertThat(verified(header, payload(""))).isEqualTo(REJECTED);
    }

    @Test
    void reads_no_key_name_without_end() {
        var header = "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"%s\"}";
        assertThat(verified(header.formatted("a".repeat(1_000)), payload(""))).isEqualTo(REJECTED);
        assertThat(verified(header.formatted("a".repeat(100_000)), payload("")))
                .isEqualTo(REJECTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"alg\":\"HS256\"}",
                "{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}",
                "{\"alg\":\"hs256\",\"typ\":\"JWT\"}",
                "{\"alg\":\"HS384\",\"typ\":\"JWT\"}",
                "{\"alg\":\"RS256\",\"typ\":\"JWT\"}",
                "{\"alg\":\"none\",\"typ\":\"JWT\"}",
                "{\"alg\":[\"HS256\"],\"typ\":\"JWT\"}",
                "{\"alg\":\"none\",\"alg\":\"HS256\",\"typ\":\"JWT\"}",
                "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"crit\":[\"exp\"],\"exp\":1}",
                "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"b64\":false,\"crit\":[\"b64\"]}",
                "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"zip\":\"DEF\"}",
                "{\"alg\":\"dir\",\"enc\":\"A128CBC-HS256\",\"typ\":\"JWT\"}",
                "[]",
                "null",
                "\"HS256\"",
                "7",
                ""
            })
    void refuses_every_other_header(String header) {
        assertThat(verified(header, payload(""))).isEqualTo(REJECTED);
    }

    @Test
    void never_fails_for_what_the_payload_is() {
        var header = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
        assertThat(verified(header, payload(""))).isEqualTo(genuine);
        var deep = "[".repeat(600) + "]".repeat(600);
        for (var payload :
                List.of(
                        "",
                        "{",
                        "[]",
                        "null",
                        "{}",
                        payload(",\"exp\":99999999999"),
                        payload(",\"x\":" + deep),
                        payload(",\"nbf\":\"later\""),
                        payload("").replaceAll("\"exp\":\\d+", "\"exp\":null"),
                        payload("").replaceAll("\"exp\":\\d+", "\"exp\":1e999"),
                        payload("").replaceAll("\"exp\":\\d+", "\"exp\":9223372036854775807"),
                        payload("").replace(session.id().toString(), "../x"),
                        payload("").replaceAll("\"jti\":\"[^\"]+\"", "\"jti\":7"),
                        payload("").replace("[\"holdfast-api\"]", "[\"other-api\"]"),
                        payload("").replace("[\"holdfast-api\"]", "{}"),
                        payload("").replaceAll("\"aud\":[^]]+],", ""),
                        payload("").replace("\"iss\":\"holdfast\",", ""),
                        payload("").replace("\"holdfast\"", "\"Holdfast\""))) {
            assertThat(verified(header, payload)).as(payload).isEqualTo(REJECTED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void signs_by_a_private_key_so_that_others_can_check(KeyAlgorithm algorithm) {
        var pair = pair(algorithm);
        var signing = byPem(algorithm, privatePem(pair));
        var token = signing.issue(session);
        assertThat(signing.verify(token, NOW)).isEqualTo(genuine);
        assertThat(signing.verify(token, NOW.plus(LIFETIME))).isEqualTo(REJECTED);
        assertThat(signing.verify(tampered(token), NOW)).isEqualTo(REJECTED);
        assertThat(signing.verify(tokens.issue(session), NOW)).isEqualTo(REJECTED);
        assertThat(tokens.verify(token, NOW)).isEqualTo(REJECTED);
        var checking =
                SignedTokens.parser(List.of(algorithm.signature()))
                        .verifyWith(pair.getPublic())
                        .build();
        assertThat(checking.parseSignedClaims(token).getPayload().getId())
                .isEqualTo(session.id().toString());
    }

    private static String tampered(String token) {
        var parts = token.split("\\.", -1);
        var other = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8).replace('7', '8');
        return parts[0]
                + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(other.getBytes(UTF_8))
                + "."
                + parts[2];
    }

    @ParameterizedTest
    @EnumSource
    void takes_no_public_key_for_a_secret(KeyAlgorithm algorithm) {
        var pair = pair(algorithm);
        var signing = byPem(algorithm, privatePem(pair));
        var id = part(signing.issue(session), 0).replaceAll(".*\"kid\":\"([^\"]+)\".*", "$1");
        var header = "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"%s\"}".formatted(id);
        for (var secret :
                List.of(
                        pair.getPublic().getEncoded(),
                        pem("PUBLIC KEY", pair.getPublic()).getBytes(US_ASCII))) {
            assertThat(signing.verify(signed(header, payload(""), secret), NOW))
                    .isEqualTo(REJECTED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void takes_the_tokens_of_an_earlier_private_key_by_its_public_one(KeyAlgorithm algorithm) {
        var earlier =
                switch (algorithm) {
                    case RS256 -> Jwts.SIG.RS256.keyPair().build();
                    case EDDSA -> Jwks.CRV.Ed25519.keyPair().build();
                };
        var before = byPem(algorithm, privatePem(earlier)).issue(session);
        var present = pair(algorithm);
        var changed =
                byPem(algorithm, privatePem(present) + pem("PUBLIC KEY", earlier.getPublic()));
        assertThat(changed.verify(before, NOW)).isEqualTo(genuine);
        assertThat(changed.verify(changed.issue(session), NOW)).isEqualTo(genuine);
        assertThat(byPem(algorithm, privatePem(present)).verify(before, NOW)).isEqualTo(REJECTED);
        var withItsOwn =
                byPem(algorithm, pem("PUBLIC KEY", present.getPublic()) + privatePem(present));
        assertThat(withItsOwn.issue(session)).startsWith(part0(changed.issue(session)));
    }

    private static String part0(String token) {
        return token.substring(0, token.indexOf('.'));
    }

    @Test
    void says_what_is_wrong_with_a_key_file_and_nothing_of_the_keys() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1_024);
        var weak = privatePem(generator.generateKeyPair());
        wrong(KeyAlgorithm.RS256, weak, "at least 2048 bits");
        wrong(KeyAlgorithm.RS256, "", "one PRIVATE KEY");
        wrong(KeyAlgorithm.RS256, pem("PUBLIC KEY", RSA.getPublic()), "one PRIVATE KEY");
        wrong(KeyAlgorithm.RS256, privatePem(RSA) + privatePem(RSA), "one PRIVATE KEY");
        wrong(KeyAlgorithm.RS256, privatePem(EDWARDS), "no key of the type RSA");
        wrong(KeyAlgorithm.EDDSA, privatePem(RSA), "no key of the type Ed25519");
        wrong(KeyAlgorithm.RS256, pem("RSA PRIVATE KEY", RSA.getPrivate()), "RSA PRIVATE KEY");
        wrong(
                KeyAlgorithm.RS256,
                pem("ENCRYPTED PRIVATE KEY", RSA.getPrivate()),
                "ENCRYPTED PRIVATE KEY");
        wrong(
                KeyAlgorithm.EDDSA,
                privatePem(EDWARDS)
                        + String.join(
                                "",
                                Collections.nCopies(6, "x").stream()
                                        .map(_ -> Jwks.CRV.Ed25519.keyPair().build().getPublic())
                                        .map(key -> pem("PUBLIC KEY", key))
                                        .toList()),
                "at most 5");
    }

    private static void wrong(KeyAlgorithm algorithm, String pem, String why) {
        assertThatThrownBy(() -> TokenKeys.ofPem(algorithm, pem))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void wants_secrets_of_32_bytes_and_five_earlier_ones_at_most() {
        assertThatThrownBy(() -> bySecret(new byte[31]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bySecret(SECRET, new byte[31]))
                .isInstanceOf(IllegalArgumentException.class);
        var six = new byte[6][];
        Arrays.setAll(
                six, i -> ("another secret, number " + i + ", of 32 bytes").getBytes(US_ASCII));
        assertThatThrownBy(() -> bySecret(SECRET, six))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
