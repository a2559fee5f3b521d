package io.holdfast.application.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.identity.ApiKeyQueries;
import io.holdfast.domain.identity.Credential;
import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.identity.Session;
import io.holdfast.domain.identity.Tier;
import io.holdfast.domain.identity.UserQueries;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.kernel.IpAddress;
import io.holdfast.domain.kernel.Network;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Who is calling: keys from networks, sessions, and users of identity providers.
class AuthenticateTest {

    private static final Authenticate.Person REJECTED = new Authenticate.Person.Rejected();

    private final IdentityWorld world = new IdentityWorld();
    private final Authenticate authenticate = world.authenticate();

    @Test
    void looks_up_no_key_that_is_damaged() {
        var text = issued(List.of()).text();
        var changed =
                text.substring(0, 20) + (text.charAt(20) == 'a' ? 'b' : 'a') + text.substring(21);

        for (var damaged : new String[] {changed, text + "0", text.substring(0, 45), "hf_live_"}) {
            assertThat(client(damaged, "192.0.2.1"))
                    .as(damaged)
                    .isEqualTo(new Authenticate.Client.Rejected());
        }
        assertThat(client(text, "192.0.2.1")).isInstanceOf(Authenticate.Client.Recognised.class);
    }

    @Test
    void recognises_a_key_in_its_networks_only() {
        var text = issued(networks("10.0.0.0/8", "2001:db8::/32")).text();

        for (var inside : new String[] {"10.1.2.3", "::ffff:10.1.2.3", "2001:db8::1"}) {
            assertThat(client(text, inside))
                    .as(inside)
                    .isInstanceOf(Authenticate.Client.Recognised.class);
        }
        for (var outside : new String[] {"11.0.0.1", "127.0.0.1", "2001:db9::1"}) {
            assertThat(client(text, outside))
                    .as(outside)
                    .isEqualTo(new Authenticate.Client.WrongNetwork());
        }
    }

    @Test
    void does_not_tell_a_dead_key_that_the_network_is_wrong() {
        var issued = issued(networks("10.0.0.0/8"));
        world.keys.remove(issued.key().id());

        assertThat(client(issued.text(), "192.0.2.1"))
                .isEqualTo(new Authenticate.Client.Rejected());
    }

    @Test
    void notes_the_use_of_a_key_that_was_recognised_and_of_no_other() {
        var issued = issued(networks("10.0.0.0/8"));
        assertThat(lastUse()).isEqualTo(Instant.MIN);
        client(issued.text(), "192.0.2.1");
        assertThat(lastUse()).isEqualTo(Instant.MIN);

        client(issued.text(), "10.0.0.1");
        assertThat(lastUse()).isEqualTo(IdentityWorld.NOON);
        world.pass(Duration.ofSeconds(9));
        client(issued.text(), "10.0.0.1");
        assertThat(lastUse()).isEqualTo(IdentityWorld.NOON.plusSeconds(9));
    }

    private Instant lastUse() {
        return world.keys.list(10, 0).keys().stream()
                .map(ApiKeyQueries.Listed::lastUsedAt)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void rejects_a_session_that_is_not_there_or_was_ended() {
        var ada = world.add("ada", Role.AGENT, true);
        var now = world.clock.instant();
        var never =
                new Session(UUID.randomUUID(), ada.id(), now, now.plusSeconds(60), "192.0.2.1", "");
        assertThat(authenticate.person(world.tokens.issue(never))).isEqualTo(REJECTED);

        var token = world.enter(ada);
        world.sessions.endAll(ada.id(), now);
        assertThat(authenticate.person(token)).isEqualTo(REJECTED);
        assertThat(authenticate.person("nonsense")).isEqualTo(REJECTED);
    }

    @Test
    void goes_by_the_sessions_end_and_not_by_what_the_token_says() {
        var ada = world.add("ada", Role.AGENT, true);
        var now = world.clock.instant();
        var brief =
                new Session(world.ids.next(), ada.id(), now, now.plusSeconds(60), "192.0.2.1", "");
        world.sessions.begin(brief);
        var forged = brief.id() + "/" + now.plusSeconds(9_000).getEpochSecond();

        world.pass(Duration.ofSeconds(60));

        assertThat(authenticate.person(forged)).isEqualTo(REJECTED);
    }

    @Test
    void sees_the_user_as_it_is_now() {
        var token = world.enter(world.add("ada", Role.AGENT, true));
        world.users.update(world.find("ada").withRole(Role.ADMIN));

        assertThat(authenticate.person(token))
                .isInstanceOfSatisfying(
                        Authenticate.Person.Recognised.class,
                        person -> assertThat(person.user().role()).isEqualTo(Role.ADMIN));
        world.users.update(world.find("ada").withLock(true));
        assertThat(authenticate.person(token)).isEqualTo(new Authenticate.Person.NotActive());
    }

    @Test
    void registers_a_providers_user_once_who_waits_like_everybody() {
        for (int i = 0; i < 3; i++) {
            assertThat(authenticate.person("idp/42/ada"))
                    .isEqualTo(new Authenticate.Person.NotActive());
        }

        var ada = world.find("ada");
        assertThat(ada.credential()).isEqualTo(new Credential.External("idp", "42"));
        assertThat(ada.role()).isEqualTo(Role.AGENT);
        assertThat(ada.approved()).isFalse();
        assertThat(all()).containsExactly("ada");

        world.users.update(ada.withApproval(true));
        assertThat(authenticate.person("idp/42/renamed"))
                .isEqualTo(new Authenticate.Person.Recognised(world.find("ada"), Session.NONE));
        world.users.update(world.find("ada").withLock(true));
        assertThat(authenticate.person("idp/42/ada"))
                .isEqualTo(new Authenticate.Person.NotActive());
    }

    @Test
    void gives_a_providers_user_nobodys_name() {
        var root = world.add("root", Role.ADMIN, true);

        assertThat(authenticate.person("idp/1/root"))
                .isEqualTo(new Authenticate.Person.NotActive());

        assertThat(world.find("root")).isEqualTo(root);
        assertThat(all()).hasSize(2).anyMatch(name -> name.startsWith("external-"));
    }

    @Test
    void makes_up_a_name_where_the_provider_gives_none_of_ours() {
        // As long as digests are, since these digests are no more than the text.
        authenticate.person("one.identity-provider.example.com/1/");
        authenticate.person("two.identity-provider.example.com/1/not a name");

        assertThat(all()).hasSize(2).allMatch(name -> name.matches("external-[0-9a-f]{12}"));
    }

    private List<String> all() {
        return Stream.of(world.users.list(UserQueries.Filter.ALL, 9, 0))
                .flatMap(page -> page.users().stream())
                .map(user -> new Username(user.username()).value())
                .toList();
    }

    private Authenticate.Client client(String text, String address) {
        return authenticate.client(text, IpAddress.parse(address).orElseThrow());
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(text -> Network.parse(text).orElseThrow()).toList();
    }

    private IssueApiKey.Outcome.Issued issued(List<Network> networks) {
        var issueApiKey =
                new IssueApiKey(
                        world.transactions,
                        world.keys,
                        world.sha256,
                        world.ids,
                        world.clock,
                        new Random(5));
        return (IssueApiKey.Outcome.Issued)
                issueApiKey.issue(
                        new IssueApiKey.Command(
                                "shop", Set.of(Scope.PREDICT), Tier.BASIC, networks, Instant.MAX));
    }
}
