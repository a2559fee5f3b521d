package io.holdfast.bootstrap.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class OpenedTest {

    @Test
    void closes_in_the_opposite_order_and_goes_on_after_a_failure() {
        var closed = new ArrayList<String>();
        try (var opened = new Opened()) {
            AutoCloseable first = opened.add(() -> closed.add("first"));
            AutoCloseable broken =
                    opened.add(() -> {
                        throw new IllegalStateException("does not close");
                    });
            AutoCloseable last = opened.add(() -> closed.add("last"));
            assertThat(first).isNotSameAs(last).isNotSameAs(broken);
        }
        assertThat(closed).containsExactly("last", "first");
    }

    @Test
    void removes_a_folder_with_all_that_is_in_it() throws Exception {
        var folder = WorkFolder.create();
        Files.writeString(Files.createDirectory(folder.path().resolve("data")).resolve("file"), "");
        folder.close();
        assertThat(folder.path()).doesNotExist();
        folder.close();
    }
}
