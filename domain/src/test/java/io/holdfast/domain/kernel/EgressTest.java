package io.holdfast.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressTest {

    private static Egress egress(String text) {
        return Egress.parse(text).orElseThrow();
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.100.100.200",
                "192.0.0.192",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::"
            })
    void keeps_calls_out_of_what_is_not_the_internet(String text) {
        assertThat(Egress.publicOnly().permits("db.example.org", address(text))).isFalse();
        assertThat(Egress.publicOnly().permits(text, address(text))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "192.167.255.255",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00::1"
            })
    void lets_calls_out_to_the_internet(String text) {
        assertThat(Egress.publicOnly().permits("db.example.org", address(text))).isTrue();
    }

    @Test
    void lets_calls_through_to_named_networks_and_hosts() {
        var egress = egress(" 10.1.0.0/16, Shop-DB.internal,fd00::/8,127.0.0.1 ,");

        assertThat(egress.permits("a", address("10.1.2.3"))).isTrue();
        assertThat(egress.permits("a", address("::ffff:10.1.2.3"))).isTrue();
        assertThat(egress.permits("a", address("10.2.2.3"))).isFalse();
        assertThat(egress.permits("a", address("fd12::1"))).isTrue();
        assertThat(egress.permits("shop-db.INTERNAL", address("192.168.0.9"))).isTrue();
        assertThat(egress.permits("db.internal", address("192.168.0.9"))).isFalse();
        assertThat(egress.permits("a", address("127.0.0.1"))).isTrue();
        assertThat(egress.permits("a", address("127.0.0.2"))).isFalse();
    }

    @Test
    void is_written_as_it_is_read() {
        var egress = egress("shop-db.internal,10.1.0.0/16");

        assertThat(egress).hasToString("10.1.0.0/16,shop-db.internal");
        assertThat(egress(egress.toString())).isEqualTo(egress);
        assertThat(egress("")).isEqualTo(Egress.publicOnly());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "10.0.0",
                "256.0.0.1",
                "0x7f.1",
                "a b",
                "-a",
                "a..b",
                "*.a",
                "a/8",
                "2130706433"
            })
    void refuses_what_is_neither_host_nor_network(String text) {
        assertThat(Egress.parse("db.internal," + text)).isEmpty();
        assertThat(Egress.isHostName(text)).isFalse();
    }
}
