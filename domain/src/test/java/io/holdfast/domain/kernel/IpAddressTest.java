package io.holdfast.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    private static final int ROUNDS = 2_000;

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1",
        "255.255.255.255, 255.255.255.255",
        "0.0.0.0, 0.0.0.0",
        "::ffff:192.0.2.7, 192.0.2.7",
        "::ffff:c000:207, 192.0.2.7",
        "::, 0:0:0:0:0:0:0:0",
        "::1, 0:0:0:0:0:0:0:1",
        "2001:DB8::, 2001:db8:0:0:0:0:0:0",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "64:ff9b::192.0.2.33, 64:ff9b:0:0:0:0:c000:221"
    })
    void reads_what_people_write(String text, String shown) {
        assertThat(IpAddress.parse(text).orElseThrow()).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.-4",
                "+1.2.3.4",
                "1.2.3.4 ",
                "0x7f.0.0.1",
                "2130706433",
                "1.2..4",
                "\u0661.2.3.4",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                ":1:2:3:4:5:6:7",
                "12345::",
                "g::",
                "::1.2.3",
                "1.2.3.4::",
                "fe80::1%eth0",
                "[::1]",
                "10.0.0.1/8",
                "::1\n",
                "0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000"
            })
    void refuses_what_is_no_address(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @Test
    void reads_every_address_as_the_jdk_does() throws UnknownHostException {
        var random = new Random(20_260_101);
        for (int round = 0; round < ROUNDS; round++) {
            var bytes = new byte[round % 2 == 0 ? 4 : 16];
            random.nextBytes(bytes);
            // Runs of zeros are where the short form is written.
            for (int i = 0; i < bytes.length; i++) {
                if (random.nextInt(3) == 0) {
                    bytes[i] = 0;
                }
            }
            var address = InetAddress.getByAddress(bytes);
            var read = IpAddress.parse(address.getHostAddress()).orElseThrow();

            assertThat(bytes(read)).isEqualTo(mapped(address.getAddress()));
            assertThat(IpAddress.parse(read.toString())).contains(read);
            assertThat(InetAddress.getByName(read.toString())).isEqualTo(address);
            assertThat(read.isIpv4()).isEqualTo(address.getAddress().length == 4);
        }
    }

    @Test
    void never_reads_a_mutilated_text_as_anything_but_the_jdk_does() throws UnknownHostException {
        var random = new Random(7);
        var letters = "0123456789abcdef:.%/[] ";
        for (int round = 0; round < ROUNDS; round++) {
            var text = new StringBuilder(round % 2 == 0 ? "2001:db8::7:1" : "192.0.2.7");
            text.setCharAt(
                    random.nextInt(text.length()),
                    letters.charAt(random.nextInt(letters.length())));
            var read = IpAddress.parse(text.toString());
            if (read.isPresent()) {
                var expected = InetAddress.ofLiteral(text.toString()).getAddress();
                assertThat(bytes(read.get())).as("%s", text).isEqualTo(mapped(expected));
            }
        }
    }

    static byte[] bytes(IpAddress address) {
        return ByteBuffer.allocate(16).putLong(address.high()).putLong(address.low()).array();
    }

    static byte[] mapped(byte[] address) {
        if (address.length == 16) {
            return address;
        }
        return ByteBuffer.allocate(16).putLong(0).putInt(0xFFFF).put(address).array();
    }
}
