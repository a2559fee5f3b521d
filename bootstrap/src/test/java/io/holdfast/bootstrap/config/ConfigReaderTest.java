package io.holdfast.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.application.identity.LimitRequests;
import io.holdfast.bootstrap.config.Config.Profile;
import io.holdfast.domain.identity.Quota;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {

    private static final Path HOME = Path.of("/somewhere");
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir Path temp;

    @Test
    void takes_defaults_then_the_file_then_the_environment() throws IOException {
        var file = temp.resolve("application.yaml");
        Files.writeString(
                file,
                """
                server:
                  port: 9000
                  host: 0.0.0.0
                  cors-origins: [https://a.example, https://b.example]
                """);

        var config =
                ConfigReader.read(
                        YamlFile.read(file),
                        Map.of("HOLDFAST_PORT", " 9001 ", "PATH", "/bin", "HOLDFAST_JAVA_OPTS", ""),
                        HOME,
                        Profile.DEMO);

        assertThat(config.server().port()).isEqualTo(9001);
        assertThat(config.server().host()).isEqualTo("0.0.0.0");
        assertThat(config.server().corsOrigins())
                .containsExactly("https://a.example", "https://b.example");
        assertThat(config.dataDir()).isEqualTo(HOME.resolve(".holdfast"));
        assertThat(config.database()).isInstanceOf(Config.Database.Embedded.class);
        assertThat(config.inferenceLog().async()).isFalse();
    }

    @Test
    void names_every_unknown_and_malformed_key_at_once() {
        assertThatThrownBy(() ->
                        ConfigReader.read(
                                Map.of("server.prot", "1", "server.secure-cookies", "si"),
                                Map.of(
                                        "HOLDFAST_PROT", "1",
                                        "HOLDFAST_PORT", "65536",
                                        "HOLDFAST_API_KEY", "short",
                                        "HOLDFAST_ADMIN_PASSWORD", "short",
                                        "HOLDFAST_DB_URL", "jdbc:mysql://x/y",
                                        "HOLDFAST_SECRET_KEY", "short"),
                                HOME,
                                Profile.DEMO))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("server.prot: unknown key")
                .hasMessageContaining("server.secure-cookies must be one of false, true")
                .hasMessageContaining("HOLDFAST_PROT: unknown variable")
                .hasMessageContaining("HOLDFAST_PORT must be a whole number from 0 to 65535")
                .hasMessageContaining("HOLDFAST_API_KEY")
                .hasMessageContaining("HOLDFAST_ADMIN_PASSWORD")
                .hasMessageContaining("HOLDFAST_DB_URL")
                .hasMessageContaining("HOLDFAST_SECRET_KEY");
    }

    @Test
    void limits_are_those_of_the_contract_unless_told_otherwise() {
        assertThat(limits(Map.of())).isEqualTo(LimitRequests.Limits.standard());

        var limits =
                limits(
                        Map.of(
                                "HOLDFAST_LIMIT_AUTH", "3/s",
                                "HOLDFAST_LIMIT_BATCH", "1000000/day",
                                "HOLDFAST_LIMIT_ADDRESS", "1/hour"));

        assertThat(limits.auth()).isEqualTo(new Quota("auth", 3, Duration.ofSeconds(1)));
        assertThat(limits.batch()).isEqualTo(new Quota("batch", 1_000_000, Duration.ofDays(1)));
        assertThat(limits.address()).isEqualTo(new Quota("address", 1, Duration.ofHours(1)));
    }

    private static LimitRequests.Limits limits(Map<String, String> environment) {
        return ConfigReader.read(Map.of(), environment, HOME, Profile.DEMO).limits();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "5/",
                "/min",
                "5/week",
                "5/minute",
                "5 / min",
                "0/min",
                "-5/min",
                "05/min",
                "1000001/min",
                "1e3/min",
                "5/min/s",
                "5/MIN"
            })
    void a_limit_that_is_none_is_named(String text) {
        assertThatThrownBy(() -> limits(Map.of("HOLDFAST_LIMIT_PREDICT_BASIC", text)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("HOLDFAST_LIMIT_PREDICT_BASIC must be such as 5/min");
    }

    @Test
    void production_has_no_default_secret() {
        assertThatThrownBy(() -> ConfigReader.read(Map.of(), Map.of(), HOME, Profile.PRODUCTION))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("HOLDFAST_SECRET_KEY is required in production");
        assertThat(
                        ConfigReader.read(
                                        Map.of(),
                                        Map.of("HOLDFAST_SECRET_KEY", SECRET),
                                        HOME,
                                        Profile.PRODUCTION)
                                .profile())
                .isEqualTo(Profile.PRODUCTION);
    }

    private static Config demo(Map<String, String> environment) {
        return ConfigReader.read(Map.of(), environment, HOME, Profile.DEMO);
    }

    @Test
    void reads_tls_proxies_and_networks() {
        assertThat(demo(Map.of()).server().tls()).isEqualTo(new Config.Tls.Off());
        var pem =
                demo(
                        Map.of(
                                "HOLDFAST_TLS_CERTIFICATE_FILE", "/a.pem",
                                "HOLDFAST_TLS_PRIVATE_KEY_FILE", "/b.pem",
                                "HOLDFAST_TRUSTED_PROXIES", "10.0.0.0/8, 2001:db8::1",
                                "HOLDFAST_ADMIN_NETWORKS", "192.0.2.0/24"));
        assertThat(pem.server().tls())
                .isEqualTo(new Config.Tls.Pem(Path.of("/a.pem"), Path.of("/b.pem")));
        assertThat(pem.server().trustedProxies()).hasSize(2);
        assertThat(pem.security().adminNetworks()).hasSize(1);
        var keyStore =
                demo(
                        Map.of(
                                "HOLDFAST_TLS_KEYSTORE_FILE", "/a.p12",
                                "HOLDFAST_TLS_KEYSTORE_PASSWORD", "swordfish"));
        assertThat(keyStore.server().tls()).isInstanceOf(Config.Tls.KeyStore.class);
        assertThat(keyStore.toString()).doesNotContain("swordfish");
    }

    @Test
    void refuses_half_a_certificate_and_what_is_no_network() {
        assertThatThrownBy(() ->
                        demo(
                                Map.of(
                                        "HOLDFAST_TLS_CERTIFICATE_FILE", "/a.pem",
                                        "HOLDFAST_TLS_KEYSTORE_FILE", "/a.p12",
                                        "HOLDFAST_TRUSTED_PROXIES", "10.0.0.0/8,proxy.local",
                                        "HOLDFAST_ADMIN_NETWORKS", "10.0.0.0/33")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("HOLDFAST_TLS_PRIVATE_KEY_FILE is required")
                .hasMessageContaining("HOLDFAST_TLS_KEYSTORE_FILE must not be set")
                .hasMessageContaining("HOLDFAST_TLS_KEYSTORE_PASSWORD is required")
                .hasMessageContaining("HOLDFAST_TRUSTED_PROXIES must be an address or a network")
                .hasMessageContaining("\"proxy.local\" is none")
                .hasMessageContaining("HOLDFAST_ADMIN_NETWORKS must be an address or a network");
    }

    @Test
    void takes_earlier_secrets_beside_the_present_one() {
        var config =
                read(
                        "HOLDFAST_SECRET_KEY",
                        SECRET,
                        "HOLDFAST_PREVIOUS_SECRET_KEYS",
                        "a%s, b%s,".formatted(SECRET, SECRET));
        assertThat(config.security().signing())
                .isEqualTo(
                        new Config.Signing.BySecret(
                                new Config.Secret(SECRET),
                                List.of(
                                        new Config.Secret("a" + SECRET),
                                        new Config.Secret("b" + SECRET))));
        assertThat(config.toString()).doesNotContain(SECRET);
        refuses(
                "HOLDFAST_PREVIOUS_SECRET_KEYS must have at least 32 bytes each",
                "HOLDFAST_PREVIOUS_SECRET_KEYS",
                SECRET + ",short");
        refuses(
                "HOLDFAST_PREVIOUS_SECRET_KEYS must be at most 5",
                "HOLDFAST_PREVIOUS_SECRET_KEYS",
                (SECRET + ",").repeat(6));
    }

    @Test
    void signs_by_a_private_key_that_it_can_read() throws Exception {
        var generated = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var pem =
                "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                        .formatted(
                                Base64.getEncoder()
                                        .encodeToString(generated.getPrivate().getEncoded()));
        var file = Files.writeString(temp.resolve("key.pem"), pem).toString();
        var config = read("HOLDFAST_SIGNING_ALGORITHM", "EdDSA", "HOLDFAST_SIGNING_KEY_FILE", file);
        assertThat(config.security().signing())
                .isEqualTo(new Config.Signing.ByPrivateKey("EdDSA", new Config.Secret(pem)));
        assertThat(config.toString()).doesNotContain("PRIVATE");
        refuses(
                "HOLDFAST_SIGNING_KEY_FILE holds no key of the type RSA",
                "HOLDFAST_SIGNING_ALGORITHM",
                "RS256",
                "HOLDFAST_SIGNING_KEY_FILE",
                file);
        refuses(
                "HOLDFAST_SIGNING_KEY_FILE is for RS256 and EdDSA only",
                "HOLDFAST_SIGNING_KEY_FILE",
                file);
        refuses(
                "HOLDFAST_PREVIOUS_SECRET_KEYS is for HS256 only",
                "HOLDFAST_SIGNING_ALGORITHM",
                "EdDSA",
                "HOLDFAST_SIGNING_KEY_FILE",
                file,
                "HOLDFAST_PREVIOUS_SECRET_KEYS",
                SECRET);
        refuses("HOLDFAST_SIGNING_KEY_FILE is required", "HOLDFAST_SIGNING_ALGORITHM", "RS256");
        refuses(
                "HOLDFAST_SIGNING_KEY_FILE cannot be read",
                "HOLDFAST_SIGNING_ALGORITHM",
                "RS256",
                "HOLDFAST_SIGNING_KEY_FILE",
                temp.resolve("none.pem").toString());
        refuses(
                "HOLDFAST_SIGNING_ALGORITHM must be one of HS256, RS256, EdDSA",
                "HOLDFAST_SIGNING_ALGORITHM",
                "none");
    }

    @Test
    void trusts_one_identity_provider() {
        assertThat(read().security().provider()).isEqualTo(new Config.Provider.None());
        assertThat(
                        read(
                                        "HOLDFAST_OIDC_ISSUER",
                                        "https://login.example.org/",
                                        "HOLDFAST_OIDC_AUDIENCE",
                                        "holdfast")
                                .security()
                                .provider())
                .isEqualTo(
                        new Config.Provider.Trusted(
                                "https://login.example.org/", "holdfast", "preferred_username"));
        refuses(
                "HOLDFAST_OIDC_ISSUER must be an https address",
                "HOLDFAST_OIDC_ISSUER",
                "http://login.example.org",
                "HOLDFAST_OIDC_AUDIENCE",
                "holdfast");
        refuses(
                "HOLDFAST_OIDC_AUDIENCE is required",
                "HOLDFAST_OIDC_ISSUER",
                "https://login.example.org");
        refuses("HOLDFAST_OIDC_AUDIENCE is of no use", "HOLDFAST_OIDC_AUDIENCE", "holdfast");
    }

    /// @param pairs variables and values in turn
    private static Config read(String... pairs) {
        var environment = new HashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            environment.put(pairs[i], pairs[i + 1]);
        }
        return ConfigReader.read(Map.of(), environment, HOME, Profile.DEMO);
    }

    private static void refuses(String why, String... pairs) {
        assertThatThrownBy(() -> read(pairs))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(why);
    }

    @Test
    void prints_no_secret() {
        var config =
                ConfigReader.read(
                        Map.of(),
                        Map.of(
                                "HOLDFAST_SECRET_KEY", SECRET,
                                "HOLDFAST_API_KEY", "client-key-client-key",
                                "HOLDFAST_DB_URL", "jdbc:postgresql://db/x",
                                "HOLDFAST_DB_PASSWORD", "swordfish"),
                        HOME,
                        Profile.PRODUCTION);

        assertThat(config.toString())
                .doesNotContain(SECRET)
                .doesNotContain("client-key")
                .doesNotContain("swordfish");
    }

    @Test
    void a_file_that_is_not_yaml_is_named() throws IOException {
        var file = temp.resolve("application.yaml");
        Files.writeString(file, "server: [1, 2");
        assertThatThrownBy(() -> YamlFile.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("application.yaml");
    }

    @Test
    void every_key_stands_in_the_operations_page_as_the_code_has_it() throws IOException {
        var page =
                Files.readString(
                        Path.of(System.getProperty("holdfast.root"), "docs", "operations.md"));
        for (var key : ConfigKey.values()) {
            assertThat(page)
                    .contains(
                            "| `%s` | `%s` | %s | %s |"
                                    .formatted(
                                            key.yamlKey(),
                                            key.variable(),
                                            key.fallback().isEmpty()
                                                    ? "-"
                                                    : "`" + key.fallback() + "`",
                                            key.meaning()));
        }
        assertThat(
                        page.lines()
                                .filter(line ->
                                        line.startsWith("| `") && line.contains("`HOLDFAST_")))
                .hasSize(ConfigKey.values().length);
    }
}
