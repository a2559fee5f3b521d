package io.holdfast.domain.models.rollout;

import static io.holdfast.domain.models.rollout.SampleRollouts.NOON;
import static io.holdfast.domain.models.rollout.SampleRollouts.began;
import static io.holdfast.domain.models.rollout.SampleRollouts.changed;
import static io.holdfast.domain.models.rollout.SampleRollouts.first;
import static io.holdfast.domain.models.rollout.SampleRollouts.manifold;
import static io.holdfast.domain.models.rollout.SampleRollouts.steerings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.kernel.AtOnce;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.rollout.Rollouts.Page;
import io.holdfast.domain.models.rollout.Rollouts.Saved;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every `Rollouts` promises. Begins with an empty store.
public interface RolloutsContract {

    Rollouts rollouts();

    Transactions transactions();

    /// Makes the contract, and versions 1 to 4 of its model, known to the store, as far as it asks.
    ContractId knownVersions(String name);

    private Rollout stored(String name) {
        var rollout = first(knownVersions(name));
        assertThat(rollouts().save(began(name.hashCode(), rollout))).isEqualTo(new Saved.Stored());
        return rollout;
    }

    @Test
    default void knows_nothing_of_an_unknown_contract() {
        stored("telco");

        assertThat(rollouts().find("bank")).isEmpty();
        assertThat(rollouts().history("bank", Page.newest(10))).isEmpty();
        assertThat(rollouts().at("bank", NOON)).isEmpty();
    }

    @Test
    default void a_first_rollout_is_stored_with_its_change() {
        var change = began(1, first(knownVersions("telco")));

        assertThat(rollouts().save(change)).isEqualTo(new Saved.Stored());

        assertThat(rollouts().find("telco")).contains(change.to());
        assertThat(rollouts().history("telco", Page.newest(10))).containsExactly(change);
    }

    @Test
    default void a_change_takes_the_place_of_what_it_is_from() {
        var rollout = stored("telco");
        var change = changed(2, rollout, manifold(rollout.contract()));

        assertThat(rollouts().save(change)).isEqualTo(new Saved.Stored());

        assertThat(rollouts().find("telco")).contains(manifold(rollout.contract()));
        assertThat(rollouts().all()).containsExactly(manifold(rollout.contract()));
        assertThat(rollouts().history("telco", Page.newest(1))).containsExactly(change);
    }

    @Test
    default void lists_one_for_each_contract_by_name() {
        var telco = stored("telco");
        var bank = stored("bank");
        var later = changed(3, telco, telco.salted("new"));
        rollouts().save(later);

        assertThat(rollouts().all()).containsExactly(bank, later.to());
    }

    @Test
    default void a_stale_change_is_a_conflict_and_leaves_no_trace() {
        var rollout = stored("telco");
        var change = changed(2, rollout, rollout.salted("second"));
        rollouts().save(change);

        assertThat(rollouts().save(changed(3, rollout, rollout.salted("stale"))))
                .isEqualTo(new Saved.Conflict());

        assertThat(rollouts().find("telco")).contains(change.to());
        assertThat(rollouts().history("telco", Page.newest(10))).hasSize(2);
    }

    @Test
    default void a_first_rollout_is_a_conflict_where_there_is_one() {
        var rollout = stored("telco");

        assertThat(rollouts().save(began(2, rollout.salted("another"))))
                .isEqualTo(new Saved.Conflict());

        assertThat(rollouts().find("telco")).contains(rollout);
        assertThat(rollouts().history("telco", Page.newest(10))).hasSize(1);
    }

    @Test
    default void a_change_is_a_conflict_where_there_is_none() {
        var rollout = first(knownVersions("telco"));

        assertThat(rollouts().save(changed(1, rollout, rollout.salted("another"))))
                .isEqualTo(new Saved.Conflict());

        assertThat(rollouts().all()).isEmpty();
        assertThat(rollouts().history("telco", Page.newest(10))).isEmpty();
    }

    @Test
    default void of_first_rollouts_at_once_one_is_stored() {
        var contract = knownVersions("telco");

        var saved =
                AtOnce.call(
                        6,
                        caller ->
                                rollouts()
                                        .save(began(caller, first(contract).salted("s" + caller))));

        assertStoredOnce(saved);
        assertThat(rollouts().history("telco", Page.newest(10))).hasSize(1);
    }

    @Test
    default void of_changes_at_once_from_one_rollout_one_is_stored() {
        var rollout = stored("telco");

        var saved =
                AtOnce.call(
                        6,
                        caller ->
                                rollouts()
                                        .save(
                                                changed(
                                                        caller,
                                                        rollout,
                                                        rollout.salted("s" + caller))));

        assertStoredOnce(saved);
        var salt = "s" + saved.indexOf(new Saved.Stored());
        assertThat(rollouts().find("telco")).contains(rollout.salted(salt).asRevision(2));
        assertThat(rollouts().history("telco", Page.newest(10))).hasSize(2);
    }

    private static void assertStoredOnce(List<Saved> saved) {
        assertThat(saved).filteredOn(new Saved.Stored()::equals).hasSize(1);
        assertThat(saved).filteredOn(new Saved.Conflict()::equals).hasSize(saved.size() - 1);
    }

    @Test
    default void a_transaction_that_fails_leaves_neither_rollout_nor_change() {
        var rollout = stored("telco");

        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    rollouts().save(changed(2, rollout, rollout.salted("new")));
                                    throw new IllegalStateException("no");
                                }))
                .hasMessage("no");

        assertThat(rollouts().find("telco")).contains(rollout);
        assertThat(rollouts().history("telco", Page.newest(10))).hasSize(1);
        assertThat(rollouts().save(changed(3, rollout, rollout.salted("newer"))))
                .isEqualTo(new Saved.Stored());
    }

    @Test
    default void a_transaction_goes_on_after_a_conflict() {
        var rollout = stored("telco");
        var change = changed(2, rollout, rollout.salted("new"));

        transactions()
                .run(() -> {
                    assertThat(rollouts().save(began(3, rollout))).isEqualTo(new Saved.Conflict());
                    assertThat(rollouts().save(change)).isEqualTo(new Saved.Stored());
                    assertThat(rollouts().find("telco")).contains(change.to());
                });

        assertThat(rollouts().find("telco")).contains(change.to());
    }

    @Test
    default void the_ledger_comes_newest_first_by_pages() {
        var other = stored("bank");
        var rollout = stored("telco");
        for (int i = 2; i <= 5; i++) {
            var change = changed(i, rollout, rollout.salted("salt " + i));
            rollouts().save(change);
            rollout = change.to();
        }
        rollouts().save(changed(99, other, other.salted("x")));

        var newest = rollouts().history("telco", Page.newest(2));
        var next = rollouts().history("telco", new Page(newest.getLast().to().revision(), 2));
        var last = rollouts().history("telco", new Page(next.getLast().to().revision(), 2));

        assertThat(newest).extracting(change -> change.to().revision()).containsExactly(5L, 4L);
        assertThat(next).extracting(change -> change.to().revision()).containsExactly(3L, 2L);
        assertThat(last).extracting(change -> change.to().revision()).containsExactly(1L);
        assertThat(newest.getFirst().from())
                .isEqualTo(new Deployment.Before.Was(newest.getLast().to()));
    }

    @Test
    default void a_page_has_a_limit() {
        assertThatThrownBy(() -> Page.newest(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Page.newest(Page.MAX_LIMIT + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void tells_which_rollout_was_in_force_at_a_moment() {
        var rollout = stored("telco");
        var change = changed(2, rollout, rollout.salted("new"));
        rollouts().save(change);
        stored("bank");

        assertThat(rollouts().at("telco", NOON.minusNanos(1_000))).isEmpty();
        assertThat(rollouts().at("telco", NOON)).contains(rollout);
        assertThat(rollouts().at("telco", change.at().minusNanos(1_000))).contains(rollout);
        assertThat(rollouts().at("telco", change.at())).contains(change.to());
        assertThat(rollouts().at("telco", change.at().plusSeconds(3_600))).contains(change.to());
    }

    @Test
    default void of_changes_at_one_moment_the_last_was_in_force() {
        var rollout = stored("telco");
        var change = changed(2, rollout, rollout.salted("new"));
        rollouts()
                .save(
                        new Deployment(
                                change.id(),
                                change.kind(),
                                change.from(),
                                change.to(),
                                change.by(),
                                change.reason(),
                                NOON));

        assertThat(rollouts().at("telco", NOON)).contains(change.to());
    }

    @Test
    default void keeps_every_kind_of_steering() {
        var contract = knownVersions("telco");
        var rollout = first(contract);
        rollouts().save(began(1, rollout));
        for (var steering : steerings().toList()) {
            var change = changed(rollout.revision() + 1, rollout, rollout.steeredBy(steering));
            rollouts().save(change);
            rollout = change.to();

            assertThat(rollouts().find("telco")).contains(rollout);
            assertThat(rollouts().history("telco", Page.newest(1))).containsExactly(change);
        }
    }

    @Test
    default void keeps_every_kind_of_change_and_the_longest_texts() {
        var rollout = stored("telco");
        for (var kind : Deployment.Kind.values()) {
            var change =
                    new Deployment(
                            new UUID(1, kind.name().hashCode()),
                            kind,
                            new Deployment.Before.Was(rollout),
                            rollout.asRevision(rollout.revision() + 1),
                            "ü".repeat(Deployment.MAX_BY_LENGTH),
                            "ß".repeat(Deployment.MAX_REASON_LENGTH),
                            NOON);
            rollouts().save(change);
            rollout = change.to();

            assertThat(rollouts().history("telco", Page.newest(1))).containsExactly(change);
        }
    }
}
