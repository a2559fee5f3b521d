package io.holdfast.adapters.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.identity.Role;
import io.holdfast.domain.kernel.PersonalData.Person;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PersonRoutesTest {

    private final TestServer server = TestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    private static String customer(String id) {
        return "/api/v1/customers/"
                + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c1",
                "a/b",
                "../admin",
                "a%2Fb",
                "x' OR '1'='1",
                "'; DROP TABLE predictions; --",
                "Jürgen Ø 客户",
                "a b+c?d=e#f&g;h",
                "export",
                "c1/export"
            })
    void finds_a_customer_by_whatever_id_and_nobody_else(String id) {
        var person = new Person.Customer(id);
        server.notes.note(person, "about " + id);
        server.notes.note(new Person.Customer("somebody else"), "another");

        var export = server.asAdmin("GET", customer(id) + "/export").send();

        assertThat(export.status()).isEqualTo(200);
        assertThat(export.header("Cache-Control")).isEqualTo("no-store");
        assertThat(export.json().get("id").stringValue()).isEqualTo(id);
        assertThat(
                        export.json()
                                .get("sections")
                                .get(0)
                                .get("rows")
                                .get(0)
                                .get("note")
                                .stringValue())
                .isEqualTo("about " + id);

        var erased = server.asAdmin("DELETE", customer(id)).send();

        assertThat(erased.status()).isEqualTo(200);
        assertThat(erased.header("Cache-Control")).isEqualTo("no-store");
        assertThat(new String(erased.body(), StandardCharsets.UTF_8)).doesNotContain("erased-");
        assertThat(server.notes.people())
                .doesNotContain(person)
                .contains(new Person.Customer("somebody else"));
        assertThat(server.asAdmin("DELETE", customer(id)).send().status()).isEqualTo(404);
        assertThat(server.asAdmin("GET", customer(id) + "/export").send().status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "a%09b", "%20", "%7F"})
    void refuses_an_id_that_is_none(String encoded) {
        var path = "/api/v1/customers/" + encoded;

        assertThat(server.asAdmin("GET", path + "/export").send().status()).isIn(400, 422);
        assertThat(server.asAdmin("DELETE", path).send().status()).isIn(400, 422);
    }

    @Test
    void takes_an_id_of_200_characters_and_none_longer() {
        var path = "/api/v1/customers/" + "x".repeat(200);

        assertThat(server.asAdmin("DELETE", path).send().status()).isEqualTo(404);
        assertThat(server.asAdmin("DELETE", path + "x").send().status()).isEqualTo(422);
        assertThat(server.asAdmin("GET", path + "x/export?limit=0").send().json().get("errors"))
                .hasSize(2);
    }

    @Test
    void shows_no_more_rows_than_asked_for_and_counts_all() {
        var person = new Person.Customer("busy");
        server.notes.note(person, "first");
        server.notes.note(person, "second");

        var section =
                server.asAdmin("GET", "/api/v1/customers/busy/export?limit=1")
                        .send()
                        .json()
                        .get("sections")
                        .get(0);

        assertThat(section.get("total").intValue()).isEqualTo(2);
        assertThat(section.get("rows")).hasSize(1);
    }

    @Test
    void erases_nothing_for_an_agent_or_a_key_without_the_scope() {
        server.notes.note(new Person.Customer("kept"), "a");
        var path = "/api/v1/customers/kept";

        assertThat(server.asAgent("DELETE", path).send().status()).isEqualTo(403);
        assertThat(server.client.call("DELETE", path).key(TestServer.CLIENT_KEY).send().status())
                .isEqualTo(403);
        assertThat(server.client.call("DELETE", path).bearer(server.agentToken).send().status())
                .isEqualTo(403);
        assertThat(server.client.call("DELETE", path).send().status()).isEqualTo(401);

        assertThat(server.notes.people()).contains(new Person.Customer("kept"));
    }

    @Test
    void a_user_who_is_erased_is_out_at_once() {
        var user = server.addUser("leaver.one", Role.ADMIN);
        var token = server.enter(user);
        server.notes.note(new Person.Account("leaver.one"), "a");
        var check = "/verify-session";
        assertThat(
                        server.client
                                .get(check)
                                .key(TestServer.CLIENT_KEY)
                                .bearer(token)
                                .send()
                                .status())
                .isEqualTo(200);

        assertThat(server.asAdmin("DELETE", "/api/v1/users/LEAVER.one").send().status())
                .isEqualTo(200);

        assertThat(
                        server.client
                                .get(check)
                                .key(TestServer.CLIENT_KEY)
                                .bearer(token)
                                .send()
                                .status())
                .isIn(401, 403);
    }

    @Test
    void the_last_admin_stays() {
        server.notes.note(new Person.Account("admin.one"), "a");

        assertThat(server.asAdmin("DELETE", "/api/v1/users/admin.one").send().status())
                .isEqualTo(409);

        assertThat(server.asAdmin("GET", "/api/v1/users/admin.one/export").send().status())
                .isEqualTo(200);
    }

    @Test
    void a_program_with_a_key_is_no_user() {
        server.notes.note(new Person.Account("shop"), "a");

        assertThat(server.asAdmin("DELETE", "/api/v1/users/shop").send().status()).isEqualTo(404);
        assertThat(server.notes.people()).contains(new Person.Account("shop"));
    }
}
