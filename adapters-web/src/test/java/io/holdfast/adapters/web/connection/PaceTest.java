package io.holdfast.adapters.web.connection;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
    private final Pace pace =
            new Pace(
                    new Pace.Limits(Duration.ofSeconds(20), Duration.ofSeconds(60), 1_000),
                    now::get);

    private void later(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private void receive(int bytes) {
        pace.beforeRead(() -> 0);
        pace.afterRead(bytes);
    }

    private void isCut() {
        assertThatThrownBy(() -> pace.beforeRead(() -> 0))
                .isInstanceOf(CloseConnectionException.class);
    }

    private void isNotCut() {
        assertThatCode(() -> pace.beforeRead(() -> 0)).doesNotThrowAnyException();
    }

    @Test
    void leaves_a_connection_alone_on_which_nothing_was_said() {
        later(1_000);
        isNotCut();
    }

    @Test
    void reads_what_is_left_of_an_answered_body_only_so_far() {
        pace.lineRead();
        pace.headRead();
        receive(100 << 20);
        pace.answered(true);
        receive(64 << 20);
        receive(1);
        isCut();
        pace.lineRead();
        pace.headRead();
        receive(100 << 20);
        isNotCut();
    }

    @Test
    void cuts_a_head_that_drips() {
        for (int second = 0; second <= 20; second++) {
            receive(1);
            later(1);
        }
        isCut();
    }

    @Test
    void counts_a_request_that_came_with_the_one_before_it() {
        receive(100);
        pace.lineRead();
        pace.headRead();
        pace.answered(false);
        pace.lineRead();
        later(21);
        isCut();
    }

    @Test
    void begins_anew_with_each_request() {
        for (int request = 0; request < 10; request++) {
            receive(100);
            pace.lineRead();
            later(15);
            receive(100);
            pace.headRead();
            pace.answered(false);
            later(15);
        }
        isNotCut();
    }

    @Test
    void lets_a_large_body_take_its_time_and_cuts_one_that_drips() {
        receive(100);
        pace.lineRead();
        pace.headRead();
        for (int i = 0; i < 300; i++) {
            receive(1_000);
            later(1);
        }
        isNotCut();
        later(60);
        isNotCut();
        later(1);
        isCut();
    }

    @Test
    void does_not_count_the_time_before_the_body_is_asked_for() {
        receive(100);
        pace.lineRead();
        pace.headRead();
        later(1_000);
        isNotCut();
        later(60);
        isNotCut();
        later(1);
        isCut();
    }

    @Test
    void gives_the_rest_of_an_answered_body_a_grace_of_its_own() {
        receive(100);
        pace.lineRead();
        pace.headRead();
        receive(1);
        later(59);
        pace.answered(true);
        later(59);
        isNotCut();
        later(61);
        isCut();
    }

    @Test
    void bounds_what_waits_for_its_chunk_to_end() {
        pace.lineRead();
        pace.headRead();
        int most = 256 * 1024;
        for (int i = 0; i < 100; i++) {
            pace.beforeRead(() -> most);
        }
        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 16; i++) {
                                pace.beforeRead(() -> most + 1);
                            }
                        })
                .isInstanceOf(RequestException.class);
    }

    @Test
    void lets_as_much_wait_as_the_body_may_have() {
        pace.lineRead();
        pace.headRead();
        ScopedValue.where(Pace.current(), pace).run(() -> Pace.expectBody(1_000_000));
        for (int i = 0; i < 100; i++) {
            pace.beforeRead(() -> 1_000_000);
        }
        Pace.expectBody(1);
        isNotCut();
    }
}
