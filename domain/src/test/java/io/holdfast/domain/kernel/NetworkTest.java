package io.holdfast.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    private static final int ROUNDS = 2_000;

    private static Network network(String text) {
        return Network.parse(text).orElseThrow();
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/8, 9.255.255.255, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "10.1.2.3/32, 10.1.2.3, true",
        "192.168.1.77/24, 192.168.1.1, true",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 203.0.113.9, true",
        "::/0, 2001:db8::1, true",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::, false",
        "2001:db8::/65, 2001:db8:0:0:7fff::, true",
        "2001:db8::/65, 2001:db8:0:0:8000::, false",
        "10.0.0.0/8, ::ffff:10.1.1.1, true",
        "::ffff:10.0.0.0/104, 10.1.1.1, true",
        "::1, ::1, true"
    })
    void contains_its_addresses_and_no_others(String network, String address, boolean inside) {
        assertThat(network(network).contains(address(address))).isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/08",
                "10.0.0.0/+8",
                "10.0.0.0/8/8",
                "10.0.0.0/8 ",
                "10/8",
                "::/129",
                "::1/",
                "example.com/8",
                "10.0.0.0/x"
            })
    void refuses_what_is_no_network(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }

    @Test
    void has_a_prefix_of_at_most_128_bits() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Network(address("::"), 129));
        assertThatIllegalArgumentException().isThrownBy(() -> new Network(address("::"), -1));
    }

    @Test
    void forgets_the_bits_that_do_not_count_and_shows_the_others() {
        assertThat(network("10.1.2.3/8")).isEqualTo(network("10.0.0.0/8"));
        assertThat(network("10.1.2.3/8")).hasToString("10.0.0.0/8");
        assertThat(network("10.1.2.3")).hasToString("10.1.2.3/32");
        assertThat(network("2001:db8::1/32")).hasToString("2001:db8:0:0:0:0:0:0/32");
        assertThat(network("0.0.0.0/0")).hasToString("0.0.0.0/0");
    }

    @Test
    void is_one_of_several() {
        var networks = List.of(network("10.0.0.0/8"), network("2001:db8::/32"));
        assertThat(Network.anyContains(networks, address("2001:db8::5"))).isTrue();
        assertThat(Network.anyContains(networks, address("192.0.2.1"))).isFalse();
        assertThat(Network.anyContains(List.of(), address("192.0.2.1"))).isFalse();
    }

    @Test
    void contains_what_shares_the_leading_bits_of_the_jdks_address() throws UnknownHostException {
        var random = new Random(42);
        for (int round = 0; round < ROUNDS; round++) {
            boolean ipv4 = round % 2 == 0;
            int bits = ipv4 ? 32 : 128;
            var base = new byte[bits / 8];
            random.nextBytes(base);
            var other = base.clone();
            // One bit is turned, somewhere.
            int turned = random.nextInt(bits);
            other[turned / 8] ^= (byte) (0x80 >>> (turned % 8));
            int prefix = random.nextInt(bits + 1);
            var first = InetAddress.getByAddress(base);
            var second = InetAddress.getByAddress(other);
            var network = network(first.getHostAddress() + "/" + prefix);

            boolean same =
                    new BigInteger(1, base)
                            .shiftRight(bits - prefix)
                            .equals(new BigInteger(1, other).shiftRight(bits - prefix));
            assertThat(network.contains(address(first.getHostAddress()))).isTrue();
            assertThat(network.contains(address(second.getHostAddress()))).isEqualTo(same);
            assertThat(network(network.toString())).isEqualTo(network);
        }
    }
}
