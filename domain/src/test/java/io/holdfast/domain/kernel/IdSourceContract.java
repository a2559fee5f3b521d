package io.holdfast.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every `IdSource` promises.
public interface IdSourceContract {

    IdSource ids();

    @Test
    default void makes_version_7_of_the_rfc_variant() {
        var id = ids().next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    default void callers_at_once_never_share_an_id() {
        var source = ids();
        var all =
                AtOnce.call(
                        8, caller -> IntStream.range(0, 500).mapToObj(_ -> source.next()).toList());

        var distinct = new HashSet<UUID>();
        all.forEach(distinct::addAll);
        assertThat(distinct).hasSize(8 * 500);
    }
}
