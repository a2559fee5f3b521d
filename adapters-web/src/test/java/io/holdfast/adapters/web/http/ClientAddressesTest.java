package io.holdfast.adapters.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderNames;
import io.helidon.http.WritableHeaders;
import io.holdfast.domain.kernel.IpAddress;
import io.holdfast.domain.kernel.Network;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressesTest {

    private static final String PROXY = "10.0.0.1";

    private final ClientAddresses addresses =
            new ClientAddresses(
                    Stream.of("10.0.0.0/8", "2001:db8:1::/48")
                            .map(text -> Network.parse(text).orElseThrow())
                            .toList());

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    private static WritableHeaders<?> forwarded(String... lines) {
        var headers = WritableHeaders.create();
        for (var line : lines) {
            headers.add(HeaderNames.create("X-Forwarded-For"), line);
        }
        return headers;
    }

    private String client(String peer, String... lines) {
        return addresses.of(address(peer), false, forwarded(lines)).address().toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.7 | 192.0.2.7",
                "203.0.113.9, 192.0.2.7 | 192.0.2.7",
                "192.0.2.7, 10.9.9.9 | 192.0.2.7",
                "1.1.1.1, 192.0.2.7, 10.9.9.9,10.8.8.8 | 192.0.2.7",
                "10.7.7.7, 10.9.9.9 | 10.7.7.7",
                "192.0.2.7:4711 | 192.0.2.7",
                "2001:db8:2::7 | 2001:db8:2:0:0:0:0:7",
                "[2001:db8:2::7] | 2001:db8:2:0:0:0:0:7",
                "[2001:db8:2::7]:443 | 2001:db8:2:0:0:0:0:7",
                "192.0.2.7, [2001:db8:1::5]:443 | 192.0.2.7",
                "::ffff:192.0.2.7 | 192.0.2.7",
                "unknown | 10.0.0.1",
                "192.0.2.7, unknown | 10.0.0.1",
                "192.0.2.7, _hidden, 10.9.9.9 | 10.9.9.9",
                "192.0.2.7, , 10.9.9.9 | 10.9.9.9",
                "192.0.2.7, | 10.0.0.1",
                "garbage, 192.0.2.7 | 192.0.2.7",
                "192.0.2.7:port | 10.0.0.1",
                "192.0.2.7:123456 | 10.0.0.1",
                "[192.0.2.7 | 10.0.0.1",
                "[]:1 | 10.0.0.1",
                "'[2001:db8:2::7]x' | 10.0.0.1",
                "192.0.2.999 | 10.0.0.1",
                "fe80::1%eth0 | 10.0.0.1"
            })
    void believes_each_hop_as_far_as_the_one_behind_it_is_trusted(String line, String client) {
        assertThat(client(PROXY, line)).isEqualTo(client);
    }

    @Test
    void reads_several_headers_as_one_list() {
        assertThat(client(PROXY, "1.1.1.1, 192.0.2.7", "10.9.9.9", "10.8.8.8, 10.7.7.7"))
                .isEqualTo("192.0.2.7");
    }

    @Test
    void does_not_believe_a_peer_that_is_not_trusted() {
        assertThat(client("192.0.2.66", "127.0.0.1")).isEqualTo("192.0.2.66");
        assertThat(client("2001:db8:2::1", "10.0.0.1")).isEqualTo("2001:db8:2:0:0:0:0:1");
        assertThat(new ClientAddresses(List.of()).of(address(PROXY), false, forwarded("1.1.1.1")))
                .isEqualTo(new ClientAddresses.Origin(address(PROXY), false));
    }

    @Test
    void follows_twenty_hops_and_no_more() {
        assertThat(client(PROXY, "192.0.2.7" + ",10.9.9.9".repeat(19))).isEqualTo("192.0.2.7");
        assertThat(client(PROXY, "192.0.2.7" + ",10.9.9.9".repeat(20))).isEqualTo("10.9.9.9");
    }

    @Test
    void takes_the_protocol_from_the_nearest_trusted_proxy() {
        for (var line : List.of("https", "HTTPS", "http, https")) {
            assertThat(secure(PROXY, line)).as(line).isTrue();
        }
        for (var line : List.of("http", "https, http", "", "https,", "httpsx")) {
            assertThat(secure(PROXY, line)).as(line).isFalse();
        }
        assertThat(secure("192.0.2.66", "https")).isFalse();
    }

    private boolean secure(String peer, String line) {
        var headers = WritableHeaders.create();
        headers.add(HeaderNames.create("X-Forwarded-Proto"), line);
        return addresses.of(address(peer), false, headers).secure();
    }

    @Test
    void never_fails_and_never_believes_beyond_a_stranger() {
        var random = new Random(5);
        var parts =
                List.of(
                        "192.0.2.7",
                        "10.9.9.9",
                        "",
                        "[::1",
                        "[2001:db8:1::5]:1",
                        "x",
                        "\"",
                        ";for=1.1.1.1");
        for (int round = 0; round < 2_000; round++) {
            var line = new StringBuilder();
            for (int i = random.nextInt(30); i >= 0; i--) {
                line.append(parts.get(random.nextInt(parts.size()))).append(',');
            }
            line.append("203.0.113.5");
            assertThat(client(PROXY, line.toString())).isEqualTo("203.0.113.5");
        }
    }
}
