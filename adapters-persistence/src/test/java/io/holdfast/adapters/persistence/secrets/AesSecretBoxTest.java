package io.holdfast.adapters.persistence.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.kernel.Secret;
import io.holdfast.domain.kernel.SecretBox;
import io.holdfast.domain.kernel.SecretBox.Opening;
import io.holdfast.domain.kernel.SecretBoxContract;
import io.holdfast.domain.kernel.Unavailable;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AesSecretBoxTest implements SecretBoxContract {

    private static final Secret OLD = new Secret("an old key of at least 32 bytes, or so");
    private static final Secret NEW = new Secret("a new key of at least 32 bytes, or so");

    private static SecretBox box(Secret... keys) {
        return new AesSecretBox(List.of(keys), new SecureRandom());
    }

    @Override
    public SecretBox secretBox() {
        return box(NEW);
    }

    @Test
    void opens_what_an_earlier_key_sealed_and_says_so() {
        var sealed = box(OLD).seal(SECRET, "a");

        assertThat(box(NEW, OLD).open(sealed, "a")).isEqualTo(new Opening.Opened(SECRET, true));
        assertThat(box(NEW).open(sealed, "a")).isEqualTo(new Opening.Unreadable());
        assertThat(box(OLD).open(box(NEW, OLD).seal(SECRET, "a"), "a"))
                .isEqualTo(new Opening.Unreadable());
    }

    @Test
    void without_a_key_it_seals_and_opens_nothing() {
        assertThatThrownBy(() -> box().seal(SECRET, "a")).isInstanceOf(Unavailable.class);
        assertThat(box().open(box(NEW).seal(SECRET, "a"), "a")).isEqualTo(new Opening.Unreadable());
    }
}
