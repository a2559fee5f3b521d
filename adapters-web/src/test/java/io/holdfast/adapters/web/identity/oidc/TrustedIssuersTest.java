package io.holdfast.adapters.web.identity.oidc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.web.identity.JwtAccessTokens;
import io.holdfast.adapters.web.identity.TokenKeys;
import io.holdfast.domain.identity.AccessTokens;
import io.holdfast.domain.identity.AccessTokens.Verified;
import io.holdfast.domain.identity.Session;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.SignatureAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedIssuersTest {

    private static final Instant NOW = Instant.parse("2031-01-01T00:00:00Z");
    private static final Verified REJECTED = new Verified.Rejected();
    private static final Verified UNKNOWN = new Verified.Unknown();
    private static final KeyPair ELLIPTIC = Jwts.SIG.ES256.keyPair().build();
    private static final KeyPair OTHER = Jwts.SIG.ES256.keyPair().build();

    private final SigningIssuer issuer = new SigningIssuer();
    private final AccessTokens own =
            new JwtAccessTokens(TokenKeys.ofSecrets(new byte[32], List.of()));
    private final AccessTokens tokens = waiting(Duration.ofSeconds(30));
    private final Verified genuine =
            new Verified.External(issuer.issuer(), "subject-1", "ada.external");

    @AfterEach
    void stop() {
        issuer.close();
    }

    /// @param patience with each document
    private AccessTokens waiting(Duration patience) {
        return new TrustedIssuers(
                own,
                issuer.issuer(),
                "holdfast",
                "preferred_username",
                new ProviderDocuments(issuer.issuer(), patience));
    }

    private static Map<String, ?> published(String id, KeyPair pair) {
        return Jwks.builder().key(pair.getPublic()).id(id).build();
    }

    private String token(String keyId, KeyPair pair, SignatureAlgorithm algorithm) {
        return issuer.token(NOW)
                .header()
                .keyId(keyId)
                .and()
                .signWith(pair.getPrivate(), algorithm)
                .compact();
    }

    private String token(String keyId) {
        return token(keyId, ELLIPTIC, Jwts.SIG.ES256);
    }

    /// With one claim put in or, by an empty text, taken out.
    private String claiming(String name, Object value) {
        return issuer.token(NOW)
                .header()
                .keyId("k1")
                .and()
                .claim(name, value)
                .signWith(ELLIPTIC.getPrivate(), Jwts.SIG.ES256)
                .compact();
    }

    private Verified after(Duration time, String token) {
        return tokens.verify(token, NOW.plus(time));
    }

    @Test
    void takes_every_algorithm_that_fits_a_key_of_the_provider() {
        var rsa = Jwts.SIG.RS256.keyPair().build();
        var larger = Jwts.SIG.ES384.keyPair().build();
        var edwards = Jwks.CRV.Ed25519.keyPair().build();
        issuer.publish(
                List.of(
                        published("rsa", rsa),
                        published("ec", ELLIPTIC),
                        published("larger", larger),
                        published("ed", edwards)));
        for (var algorithm :
                List.of(Jwts.SIG.RS256, Jwts.SIG.RS384, Jwts.SIG.RS512, Jwts.SIG.PS256)) {
            assertThat(tokens.verify(token("rsa", rsa, algorithm), NOW)).isEqualTo(genuine);
        }
        assertThat(tokens.verify(token("ec"), NOW)).isEqualTo(genuine);
        assertThat(tokens.verify(token("larger", larger, Jwts.SIG.ES384), NOW)).isEqualTo(genuine);
        assertThat(tokens.verify(token("ed", edwards, Jwts.SIG.EdDSA), NOW)).isEqualTo(genuine);

        assertThat(tokens.verify(token("rsa", rsa, Jwts.SIG.PS512), NOW)).isEqualTo(REJECTED);
        assertThat(tokens.verify(token("ec", rsa, Jwts.SIG.RS256), NOW)).isEqualTo(REJECTED);
        assertThat(issuer.requests).hasValue(2);
    }

    @Test
    void holds_a_key_to_the_algorithm_that_it_is_published_for() {
        var rsa = Jwts.SIG.RS256.keyPair().build();
        var key = new HashMap<String, Object>(published("k1", rsa));
        key.put("alg", "RS256");
        issuer.publish(List.of(key));
        assertThat(tokens.verify(token("k1", rsa, Jwts.SIG.RS256), NOW)).isEqualTo(genuine);
        assertThat(tokens.verify(token("k1", rsa, Jwts.SIG.PS256), NOW)).isEqualTo(REJECTED);
    }

    @Test
    void hands_our_own_tokens_on_and_asks_nobody_about_them() {
        var session =
                new Session(
                        new UUID(7, 1), new UUID(7, 2), NOW, NOW.plusSeconds(60), "192.0.2.7", "");
        assertThat(tokens.verify(tokens.issue(session), NOW))
                .isEqualTo(new Verified.Genuine(session.id()));
        assertThat(tokens.verify("nonsense", NOW)).isEqualTo(REJECTED);
        assertThat(tokens.verify("a.b.c", NOW)).isEqualTo(REJECTED);
        assertThat(tokens.verify("x".repeat(100_000), NOW)).isEqualTo(REJECTED);
        assertThat(issuer.requests).hasValue(0);
    }

    @Test
    void never_takes_the_providers_word_for_one_of_our_sessions() {
        issuer.publish(List.of(published("k1", ELLIPTIC)));
        var posing =
                issuer.token(NOW)
                        .issuer("holdfast")
                        .id(new UUID(7, 1).toString())
                        .header()
                        .keyId("k1")
                        .and()
                        .signWith(ELLIPTIC.getPrivate(), Jwts.SIG.ES256)
                        .compact();
        assertThat(tokens.verify(posing, NOW)).isEqualTo(REJECTED);
    }

    @Test
    void refuses_what_is_for_others_or_not_in_time() {
        issuer.publish(List.of(published("k1", ELLIPTIC)));
        long now = NOW.getEpochSecond();
        assertThat(tokens.verify(claiming("x", 1), NOW)).isEqualTo(genuine);
        assertThat(tokens.verify(claiming("nbf", now + 30), NOW)).isEqualTo(genuine);
        for (var faulty :
                List.of(
                        claiming("aud", List.of("account")),
                        claiming("aud", "holdfast-web"),
                        claiming("iss", issuer.issuer() + "/"),
                        claiming("iss", "https://other.example"),
                        claiming("exp", now),
                        claiming("nbf", now + 31),
                        claiming("iat", now + 31),
                        claiming("sub", ""),
                        claiming("sub", "s".repeat(256)))) {
            assertThat(tokens.verify(faulty, NOW)).isEqualTo(REJECTED);
        }
        assertThat(after(Duration.ofSeconds(299), token("k1"))).isEqualTo(genuine);
        assertThat(after(Duration.ofMinutes(5), token("k1"))).isEqualTo(REJECTED);
    }

    @Test
    void names_the_user_by_the_claim_if_it_is_a_text() {
        issuer.publish(List.of(published("k1", ELLIPTIC)));
        assertThat(tokens.verify(claiming("preferred_username", List.of("a")), NOW))
                .isEqualTo(new Verified.External(issuer.issuer(), "subject-1", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout+jwt", "secevent+jwt", "JOSE"})
    void refuses_tokens_of_another_type(String type) {
        issuer.publish(List.of(published("k1", ELLIPTIC)));
        assertThat(tokens.verify(typed(type), NOW)).isEqualTo(REJECTED);
        assertThat(tokens.verify(typed("JWT"), NOW)).isEqualTo(genuine);
        assertThat(tokens.verify(typed("at+jwt"), NOW)).isEqualTo(genuine);
    }

    private String typed(String type) {
        return issuer.token(NOW)
                .header()
                .keyId("k1")
                .type(type)
                .and()
                .signWith(ELLIPTIC.getPrivate(), Jwts.SIG.ES256)
                .compact();
    }

    @Test
    void refuses_unsigned_tokens_and_those_signed_by_the_public_key() throws Exception {
        var rsa = Jwts.SIG.RS256.keyPair().build();
        issuer.publish(List.of(published("k1", rsa)));
        var payload = token("k1", rsa, Jwts.SIG.RS256).split("\\.", -1)[1];
        for (var algorithm : List.of("none", "None", "NONE", "")) {
            assertThat(tokens.verify(header(algorithm) + "." + payload + ".", NOW))
                    .isEqualTo(REJECTED);
        }
        var encoded = rsa.getPublic().getEncoded();
        var pem =
                "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                        .formatted(Base64.getMimeEncoder().encodeToString(encoded));
        for (var secret : List.of(encoded, pem.getBytes(US_ASCII))) {
            assertThat(tokens.verify(sealed(header("HS256") + "." + payload, secret), NOW))
                    .isEqualTo(REJECTED);
        }
    }

    private static String header(String algorithm) {
        var json = "{\"alg\":\"%s\",\"kid\":\"k1\",\"typ\":\"JWT\"}".formatted(algorithm);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
    }

    private static String sealed(String text, byte[] secret) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return text
                + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(mac.doFinal(text.getBytes(US_ASCII)));
    }

    @Test
    void refuses_anothers_signature_also_with_the_key_in_the_token() {
        issuer.publish(List.of(published("k1", ELLIPTIC)));
        assertThat(tokens.verify(token("k1", OTHER, Jwts.SIG.ES256), NOW)).isEqualTo(REJECTED);
        var bringing =
                issuer.token(NOW)
                        .header()
                        .keyId("k1")
                        .jwk(Jwks.builder().key(OTHER.getPublic()).build())
                        .and()
                        .signWith(OTHER.getPrivate(), Jwts.SIG.ES256)
                        .compact();
        assertThat(tokens.verify(bringing, NOW)).isEqualTo(REJECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "' OR '1'='1", "http://192.0.2.1/", "\u0000", "K1"})
    void looks_a_key_up_by_its_exact_id_only(String keyId) {
        issuer.publish(List.of(published("k1", ELLIPTIC)));
        assertThat(tokens.verify(token(keyId), NOW)).isEqualTo(REJECTED);
        assertThat(tokens.verify(token("k".repeat(4_000)), NOW)).isEqualTo(REJECTED);
        assertThat(tokens.verify(token("k1"), NOW)).isEqualTo(genuine);
        assertThat(issuer.requests).hasValue(2);
    }

    @Test
    void takes_a_token_without_a_key_id_where_there_is_one_key() {
        issuer.publish(List.of(published("k1", ELLIPTIC)));
        var nameless = issuer.token(NOW).signWith(ELLIPTIC.getPrivate(), Jwts.SIG.ES256).compact();
        assertThat(tokens.verify(nameless, NOW)).isEqualTo(genuine);
        issuer.publish(List.of(published("k1", ELLIPTIC), published("k2", OTHER)));
        assertThat(after(ProviderKeys.FRESH, claimingLong())).isEqualTo(REJECTED);
    }

    private String claimingLong() {
        return issuer.token(NOW)
                .claim("exp", NOW.plus(Duration.ofDays(1)).getEpochSecond())
                .signWith(ELLIPTIC.getPrivate(), Jwts.SIG.ES256)
                .compact();
    }

    /// Good for a day.
    private String lasting(String keyId, KeyPair pair) {
        return issuer.token(NOW)
                .header()
                .keyId(keyId)
                .and()
                .claim("exp", NOW.plus(Duration.ofDays(1)).getEpochSecond())
                .signWith(pair.getPrivate(), Jwts.SIG.ES256)
                .compact();
    }

    @Test
    void follows_a_change_of_keys_and_asks_once_a_minute_at_most() {
        issuer.publish(List.of(published("k1", ELLIPTIC)));
        var earlier = lasting("k1", ELLIPTIC);
        var later = lasting("k2", OTHER);
        assertThat(tokens.verify(earlier, NOW)).isEqualTo(genuine);
        issuer.publish(List.of(published("k2", OTHER)));
        assertThat(after(Duration.ofSeconds(59), later)).isEqualTo(REJECTED);
        assertThat(issuer.requests).hasValue(2);
        assertThat(after(ProviderKeys.PAUSE, later)).isEqualTo(genuine);
        assertThat(after(ProviderKeys.PAUSE, earlier)).isEqualTo(REJECTED);
        assertThat(issuer.requests).hasValue(4);
    }

    @Test
    void forgets_a_key_that_the_provider_withdrew() {
        issuer.publish(List.of(published("k1", ELLIPTIC)));
        var token = lasting("k1", ELLIPTIC);
        assertThat(tokens.verify(token, NOW)).isEqualTo(genuine);
        issuer.publish(List.of(published("k2", OTHER)));
        assertThat(after(ProviderKeys.FRESH.minusSeconds(1), token)).isEqualTo(genuine);
        assertThat(after(ProviderKeys.FRESH, token)).isEqualTo(REJECTED);
    }

    @Test
    void uses_its_keys_for_an_hour_while_the_provider_is_away() {
        issuer.publish(List.of(published("k1", ELLIPTIC)));
        var token = lasting("k1", ELLIPTIC);
        assertThat(tokens.verify(token, NOW)).isEqualTo(genuine);
        issuer.behaviour = SigningIssuer.Behaviour.FAILS;
        assertThat(after(ProviderKeys.USABLE.minusSeconds(1), token)).isEqualTo(genuine);
        assertThat(after(ProviderKeys.USABLE.minusSeconds(1), lasting("k2", OTHER)))
                .isEqualTo(UNKNOWN);
        assertThat(after(ProviderKeys.USABLE, token)).isEqualTo(UNKNOWN);
        issuer.behaviour = SigningIssuer.Behaviour.ANSWERS;
        assertThat(after(ProviderKeys.USABLE, token)).isEqualTo(UNKNOWN);
        assertThat(after(ProviderKeys.USABLE.plus(ProviderKeys.PAUSE), token)).isEqualTo(genuine);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ANSWERS", "HANGS"})
    void cannot_tell_when_the_keys_cannot_be_fetched(SigningIssuer.Behaviour behaviour) {
        issuer.publish(List.of(published("k1", ELLIPTIC)));
        issuer.behaviour = behaviour;
        assertThat(tokens.verify(token("k1"), NOW)).isEqualTo(UNKNOWN);
        assertThat(tokens.verify(token("k1"), NOW)).isEqualTo(UNKNOWN);
        assertThat(issuer.requests).hasValue(1);
    }

    @Test
    void does_not_wait_for_an_answer_without_end() {
        issuer.publish(List.of(published("k1", ELLIPTIC)));
        issuer.behaviour = SigningIssuer.Behaviour.HANGS;
        var impatient = waiting(Duration.ofMillis(200));
        assertThat(impatient.verify(token("k1"), NOW)).isEqualTo(UNKNOWN);
    }

    @Test
    void cannot_tell_when_nobody_listens() {
        issuer.close();
        assertThat(tokens.verify(token("k1"), NOW)).isEqualTo(UNKNOWN);
    }

    @Test
    void does_not_believe_a_document_of_another_issuer() {
        issuer.publish(List.of(published("k1", ELLIPTIC)));
        issuer.namedIssuer = "https://other.example";
        assertThat(tokens.verify(token("k1"), NOW)).isEqualTo(UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://keys.example/keys", "file:///etc/passwd", "", "ftp://x/", "/keys"})
    void fetches_keys_from_safe_addresses_only(String address) {
        issuer.publish(List.of(published("k1", ELLIPTIC)));
        issuer.keysAddress = address;
        assertThat(tokens.verify(token("k1"), NOW)).isEqualTo(UNKNOWN);
        assertThat(issuer.requests).hasValue(1);
    }

    @Test
    void passes_over_keys_that_it_cannot_use() throws Exception {
        var weak = KeyPairGenerator.getInstance("RSA");
        weak.initialize(1_024);
        var small = weak.generateKeyPair();
        var sealing = new HashMap<String, Object>(published("enc", OTHER));
        sealing.put("use", "enc");
        issuer.publish(
                List.of(
                        Map.of("kty", "oct", "kid", "secret", "k", "c2VjcmV0c2VjcmV0c2VjcmV0"),
                        Map.of("kty", "FUTURE", "kid", "future"),
                        Map.of("kid", "nothing"),
                        Map.of("kty", "EC", "kid", "broken", "crv", "P-256", "x", "AA", "y", "AA"),
                        sealing,
                        weak(small),
                        published("k1", ELLIPTIC)));
        assertThat(tokens.verify(token("k1"), NOW)).isEqualTo(genuine);
        assertThat(tokens.verify(token("enc", OTHER, Jwts.SIG.ES256), NOW)).isEqualTo(REJECTED);
        assertThat(tokens.verify(token("broken"), NOW)).isEqualTo(REJECTED);
    }

    private static Map<String, ?> weak(KeyPair pair) {
        var key = (java.security.interfaces.RSAPublicKey) pair.getPublic();
        var encoder = Base64.getUrlEncoder().withoutPadding();
        return Map.of(
                "kty",
                "RSA",
                "kid",
                "weak",
                "n",
                encoder.encodeToString(key.getModulus().toByteArray()),
                "e",
                encoder.encodeToString(key.getPublicExponent().toByteArray()));
    }

    @Test
    void fetches_once_for_all_who_wait() throws Exception {
        issuer.publish(List.of(published("k1", ELLIPTIC)));
        var token = token("k1");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<Verified>>();
            for (int i = 0; i < 50; i++) {
                calls.add(() -> tokens.verify(token, NOW));
            }
            for (var answer : threads.invokeAll(calls)) {
                assertThat(answer.get()).isEqualTo(genuine);
            }
        }
        assertThat(issuer.requests).hasValue(2);
    }
}
