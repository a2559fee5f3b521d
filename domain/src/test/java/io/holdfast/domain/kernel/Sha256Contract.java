package io.holdfast.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// What every `Sha256` promises: the examples that NIST publishes with FIPS 180-4.
public interface Sha256Contract {

    Sha256 sha256();

    @Test
    default void digests_nothing() {
        assertThat(sha256().hex(new byte[0]))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    default void digests_one_block() {
        assertThat(sha256().hex("abc".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    default void digests_two_blocks() {
        var text = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

        assertThat(sha256().hex(text.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    }

    @Test
    default void leaves_the_content_alone() {
        var content = new byte[] {1, 2, 3};

        assertThat(sha256().hex(content)).isEqualTo(sha256().hex(new byte[] {1, 2, 3}));
        assertThat(content).containsExactly(1, 2, 3);
    }
}
