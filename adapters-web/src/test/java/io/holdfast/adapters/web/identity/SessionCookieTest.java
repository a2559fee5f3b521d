package io.holdfast.adapters.web.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionCookieTest {

    @Test
    void travels_by_tls_only_where_clients_reach_us_so() {
        var lifetime = Duration.ofHours(1);
        assertThat(new SessionCookie(true).set("a.b.c", lifetime).get())
                .isEqualTo(
                        "access_token=a.b.c; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure");
        assertThat(new SessionCookie(false).set("a.b.c", lifetime).get())
                .isEqualTo("access_token=a.b.c; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax");
    }

    @Test
    void is_taken_away_under_the_same_attributes() {
        assertThat(new SessionCookie(true).cleared().get())
                .isEqualTo("access_token=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure");
    }
}
