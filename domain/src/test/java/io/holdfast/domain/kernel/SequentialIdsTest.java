package io.holdfast.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SequentialIdsTest implements IdSourceContract {

    private final IdSource ids = new SequentialIds();

    @Override
    public IdSource ids() {
        return ids;
    }

    @Test
    void counts_up() {
        var first = ids.next().toString();
        var second = ids.next().toString();

        assertThat(first).isLessThan(second);
    }
}
