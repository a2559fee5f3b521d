package io.holdfast.adapters.web.identity.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://login.example.org",
                "https://login.example.org:8443/realms/shop",
                "http://localhost:8081/realms/shop",
                "http://127.0.0.1:9",
                "http://[::1]:9/x"
            })
    void may_be_by_https_or_on_this_machine(String address) {
        assertThat(ProviderAddress.of(address)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "login.example.org",
                "http://login.example.org",
                "http://localhost.example.org",
                "http://127.0.0.1.example.org",
                "http://127.0.0.1@example.org",
                "https://user:word@login.example.org",
                "https://login.example.org#x",
                "https://",
                "https://a b",
                "file:///etc/passwd",
                "jar:https://x!/y"
            })
    void is_nothing_else(String address) {
        assertThat(ProviderAddress.of(address)).isEmpty();
    }
}
