package io.holdfast.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.bootstrap.config.Config.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
