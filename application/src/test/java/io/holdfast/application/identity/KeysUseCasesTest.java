package io.holdfast.application.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.holdfast.domain.identity.ApiKey;
import io.holdfast.domain.identity.Scope;
import io.holdfast.domain.identity.Tier;
import io.holdfast.domain.kernel.AtOnce;
import io.holdfast.domain.kernel.IpAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class KeysUseCasesTest {

    private static final String BASE_62 =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final IdentityWorld world = new IdentityWorld();
    private final IssueApiKey issueApiKey = issueApiKey(new Random(5));
    private final KeepConfiguredKey keepConfiguredKey =
            new KeepConfiguredKey(
                    world.transactions, world.keys, world.sha256, world.ids, world.clock);
    private final RevokeApiKey revokeApiKey = new RevokeApiKey(world.transactions, world.keys);
    private final Authenticate authenticate = world.authenticate();

    @Test
    void issues_a_key_that_a_scanner_can_tell_from_noise() {
        var text = issued("shop", Instant.MAX).text();

        assertThat(text).matches("hf_live_[0-9A-Za-z]{32}[0-9A-Za-z]{6}");
        var crc = new CRC32();
        crc.update(text.substring(0, 40).getBytes(StandardCharsets.US_ASCII));
        assertThat(number(text.substring(40))).isEqualTo(crc.getValue());
    }

    @Test
    void issues_another_secret_each_time_and_keeps_neither() {
        var first = issued("shop", Instant.MAX);
        var second = issued("shop", Instant.MAX);

        assertThat(first.text()).isNotEqualTo(second.text());
        assertThat(first.toString()).doesNotContain(first.text());
        assertThat(world.keys.list(10))
                .allSatisfy(key -> assertThat(key.sha256()).hasSizeGreaterThan(60));
        assertThat(world.keys.list(10).toString()).doesNotContain(first.text());
    }

    @Test
    void lets_a_client_hold_two_live_keys_and_no_third() {
        issued("shop", Instant.MAX);
        issued("shop", Instant.MAX);

        assertThat(issue("shop", Instant.MAX)).isEqualTo(new IssueApiKey.Outcome.TooMany("shop"));
        assertThat(issue("blog", Instant.MAX)).isInstanceOf(IssueApiKey.Outcome.Issued.class);
        assertThat(world.keys.list(10)).hasSize(3);
    }

    @Test
    void counts_live_keys_only() {
        issued("shop", IdentityWorld.NOON.plusSeconds(60));
        issued("shop", Instant.MAX);
        world.pass(Duration.ofSeconds(60));

        assertThat(issue("shop", Instant.MAX)).isInstanceOf(IssueApiKey.Outcome.Issued.class);
        assertThat(issue("shop", Instant.MAX)).isInstanceOf(IssueApiKey.Outcome.TooMany.class);
    }

    @Test
    void issues_two_keys_to_eight_callers_at_once() {
        var outcomes = AtOnce.call(8, _ -> issue("shop", Instant.MAX));

        assertThat(outcomes).filteredOn(IssueApiKey.Outcome.Issued.class::isInstance).hasSize(2);
        assertThat(outcomes).filteredOn(IssueApiKey.Outcome.TooMany.class::isInstance).hasSize(6);
    }

    @Test
    void never_hands_out_a_key_that_somebody_else_holds() {
        var stuck = issueApiKey(() -> 7);
        stuck.issue(command("shop", Instant.MAX));

        assertThatIllegalStateException()
                .isThrownBy(() -> stuck.issue(command("blog", Instant.MAX)));
        assertThat(world.keys.list(10)).extracting(ApiKey::client).containsExactly("shop");
    }

    @Test
    void recognises_the_holder_of_a_key() {
        var issued = issued("shop", Instant.MAX);

        assertThat(client(issued.text()))
                .isEqualTo(new Authenticate.Client.Recognised(issued.key()));
    }

    @Test
    void rejects_a_key_that_is_unknown_or_changed_or_empty() {
        var text = issued("shop", Instant.MAX).text();

        for (var other : new String[] {"", "x", text + "x", text.substring(1), " " + text}) {
            assertThat(client(other)).isEqualTo(new Authenticate.Client.Rejected());
        }
    }

    @Test
    void rejects_a_key_from_the_moment_it_expires() {
        var text = issued("shop", IdentityWorld.NOON.plusSeconds(60)).text();

        world.pass(Duration.ofSeconds(59));
        assertThat(client(text)).isInstanceOf(Authenticate.Client.Recognised.class);
        world.pass(Duration.ofSeconds(1));
        assertThat(client(text)).isEqualTo(new Authenticate.Client.Rejected());
    }

    @Test
    void rejects_a_removed_key_at_once() {
        var issued = issued("shop", Instant.MAX);
        world.keys.remove(issued.key().id());

        assertThat(client(issued.text())).isEqualTo(new Authenticate.Client.Rejected());
    }

    @Test
    void keeps_a_configured_key_once_however_often_it_is_told() {
        keep("configured", Scope.PREDICT, "secret");
        var first = world.keys.list(10);
        keep("configured", Scope.PREDICT, "secret");

        assertThat(world.keys.list(10)).isEqualTo(first).hasSize(1);
        assertThat(first.getFirst().tier()).isEqualTo(Tier.INTERNAL);
        assertThat(recognised("secret").opens(Scope.ADMIN)).isFalse();
    }

    @Test
    void forgets_a_configured_key_that_was_changed_or_taken_away() {
        keep("configured", Scope.PREDICT, "old");
        keep("configured", Scope.PREDICT, "new");
        assertThat(client("old")).isEqualTo(new Authenticate.Client.Rejected());
        assertThat(recognised("new").client()).isEqualTo("configured");

        keep("configured", Scope.PREDICT, "");
        assertThat(world.keys.list(10)).isEmpty();
    }

    @Test
    void leaves_the_keys_of_other_clients_alone() {
        var issued = issued("shop", Instant.MAX);
        keep("configured", Scope.PREDICT, "");

        assertThat(recognised(issued.text())).isEqualTo(issued.key());
    }

    @Test
    void follows_a_configured_key_that_moved_to_another_scope() {
        keep("configured", Scope.PREDICT, "secret");
        keep("configured-admin", Scope.ADMIN, "secret");
        keep("configured", Scope.PREDICT, "");

        assertThat(recognised("secret").opens(Scope.ADMIN)).isTrue();
        assertThat(world.keys.list(10)).hasSize(1);
    }

    @Test
    void issues_no_key_in_the_name_of_the_configuration() {
        for (var client : List.of("environment", "environment-admin")) {
            assertThat(issue(client, Instant.MAX))
                    .isEqualTo(new IssueApiKey.Outcome.Configured(client));
        }
        assertThat(world.keys.list(10)).isEmpty();
    }

    @Test
    void revokes_a_key_once() {
        var issued = issued("shop", Instant.MAX);
        var id = issued.key().id();

        assertThat(revokeApiKey.revoke(id)).isEqualTo(new RevokeApiKey.Outcome.Revoked("shop"));
        assertThat(client(issued.text())).isEqualTo(new Authenticate.Client.Rejected());
        assertThat(revokeApiKey.revoke(id)).isEqualTo(new RevokeApiKey.Outcome.UnknownKey(id));
    }

    @Test
    void revokes_one_of_eight_callers_at_once() {
        var id = issued("shop", Instant.MAX).key().id();

        var outcomes = AtOnce.call(8, _ -> revokeApiKey.revoke(id));

        assertThat(outcomes).filteredOn(RevokeApiKey.Outcome.Revoked.class::isInstance).hasSize(1);
    }

    @Test
    void revokes_no_key_that_would_be_back_at_the_next_start() {
        keep("environment", Scope.PREDICT, "secret");
        var id = world.keys.list(1).getFirst().id();

        assertThat(revokeApiKey.revoke(id))
                .isEqualTo(new RevokeApiKey.Outcome.Configured("environment"));
        assertThat(recognised("secret").client()).isEqualTo("environment");
    }

    @Test
    void prints_no_configured_key() {
        assertThat(new KeepConfiguredKey.Command("configured", Set.of(Scope.PREDICT), "secret"))
                .asString()
                .doesNotContain("secret");
    }

    private Authenticate.Client client(String text) {
        return authenticate.client(text, new IpAddress(0, 0));
    }

    private ApiKey recognised(String text) {
        return switch (client(text)) {
            case Authenticate.Client.Recognised(var key) -> key;
            case Authenticate.Client.Rejected(), Authenticate.Client.WrongNetwork() ->
                    throw new AssertionError("rejected");
        };
    }

    private void keep(String client, Scope scope, String text) {
        keepConfiguredKey.keep(new KeepConfiguredKey.Command(client, Set.of(scope), text));
    }

    private IssueApiKey.Outcome.Issued issued(String client, Instant expiresAt) {
        return switch (issue(client, expiresAt)) {
            case IssueApiKey.Outcome.Issued issued -> issued;
            case IssueApiKey.Outcome.TooMany(var name) -> throw new AssertionError(name);
            case IssueApiKey.Outcome.Configured(var name) -> throw new AssertionError(name);
        };
    }

    private IssueApiKey.Outcome issue(String client, Instant expiresAt) {
        return issueApiKey.issue(command(client, expiresAt));
    }

    private static IssueApiKey.Command command(String client, Instant expiresAt) {
        return new IssueApiKey.Command(
                client, Set.of(Scope.PREDICT), Tier.BASIC, List.of(), expiresAt);
    }

    private IssueApiKey issueApiKey(RandomGenerator random) {
        return new IssueApiKey(
                world.transactions, world.keys, world.sha256, world.ids, world.clock, random);
    }

    private static long number(String digits) {
        return digits.chars().mapToLong(BASE_62::indexOf).reduce(0, (sum, d) -> sum * 62 + d);
    }
}
