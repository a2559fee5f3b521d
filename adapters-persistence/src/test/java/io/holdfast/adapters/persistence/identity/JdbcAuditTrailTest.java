package io.holdfast.adapters.persistence.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.identity.AuditEvent;
import io.holdfast.domain.identity.AuditEvent.Actor;
import io.holdfast.domain.identity.AuditQueries;
import io.holdfast.domain.identity.AuditQueries.Filter;
import io.holdfast.domain.identity.AuditQueries.Verification;
import io.holdfast.domain.identity.AuditTrail;
import io.holdfast.domain.identity.AuditTrailContract;
import io.holdfast.domain.kernel.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbcAuditTrailTest implements AuditTrailContract {

    private static final int ROWS = 5;

    private final TestDatabase database = TestDatabase.migrated();
    private final PersistenceAdapter adapter =
            PersistenceAdapter.open(database.settings(), InstantSource.system());

    @BeforeEach
    void clear() {
        database.clear();
    }

    @AfterAll
    void close() {
        adapter.close();
        database.close();
    }

    @Override
    public AuditTrail trail() {
        return adapter.identity().auditTrail();
    }

    @Override
    public AuditQueries queries() {
        return adapter.identity().auditQueries();
    }

    @Override
    public Transactions transactions() {
        return adapter.transactions();
    }

    private void fill() {
        for (int i = 1; i <= ROWS; i++) {
            trail().append(AuditTrailContract.event(i));
        }
        assertThat(queries().verify()).isInstanceOf(Verification.Intact.class);
    }

    /// What somebody does who owns the database.
    private Verification after(String tampering) {
        database.past(tampering);
        return queries().verify();
    }

    private static Verification broken(long position, String why) {
        return new Verification.Broken(position, why);
    }

    /// Computed by hand from the documented form, so that others can rely on it:
    /// `hashlib.sha256(b"".join(len(f).to_bytes(4, "big") + f for f in fields)).hexdigest()`
    @Test
    void the_hash_is_the_documented_one() {
        var event =
                new AuditEvent(
                        UUID.fromString("00000000-0000-7000-8000-000000000001"),
                        Instant.parse("2026-01-02T03:04:05.000006Z"),
                        new Actor(Actor.Kind.USER, "u-1", "Zo\u00eb"),
                        "POST /users/approve",
                        "bob",
                        "192.0.2.7",
                        "request-1",
                        AuditEvent.Result.SUCCEEDED);
        trail().append(event);

        assertThat(queries().head().hash())
                .isEqualTo("f35cd6b957ece9245a06fae324201fa83e53ffae6c29a37a302541e6e1fbfbe5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event_id = gen_random_uuid()",
                "at = at + interval '1 microsecond'",
                "actor_kind = 'KEY'",
                "actor_id = ''",
                "actor_name = 'bob'",
                "action = action || ' '",
                "target = 'carol'",
                "address = ''",
                "request_id = ''",
                "result = 'REFUSED'",
                "actor_id = actor_id || left(actor_name, 1), actor_name = substr(actor_name, 2)",
                "hash = repeat('a', 64)"
            })
    void a_changed_field_shows(String change) {
        fill();
        assertThat(after("UPDATE audit_events SET " + change + " WHERE position = 3"))
                .isEqualTo(broken(3, "the row differs from what was written"));
    }

    @Test
    void a_changed_row_with_a_new_hash_shows_at_the_next_one() {
        fill();
        assertThat(
                        after(
                                "UPDATE audit_events SET previous_hash = repeat('b', 64) WHERE position = 4"))
                .isEqualTo(broken(4, "the row does not follow from the one before it"));
    }

    @Test
    void a_row_that_is_missing_in_the_middle_shows() {
        fill();
        assertThat(after("DELETE FROM audit_events WHERE position IN (2, 3)"))
                .isEqualTo(broken(2, "the row is missing; the next one is 4"));
    }

    @Test
    void missing_first_rows_show() {
        fill();
        assertThat(after("DELETE FROM audit_events WHERE position <= 2"))
                .isEqualTo(broken(1, "the row is missing; the next one is 3"));
    }

    @Test
    void rows_that_were_forgotten_and_came_back_show() {
        fill();
        trail().forget(Instant.MAX, 2);
        assertThat(
                        after(
                                """
                                INSERT INTO audit_events SELECT 1, event_id, at, actor_kind, actor_id,
                                    actor_name, action, target, address, request_id, result, previous_hash,
                                    hash
                                FROM audit_events WHERE position = 3
                                """))
                .isEqualTo(broken(1, "the row should have been taken away with those before it"));
    }

    @Test
    void an_anchor_that_was_moved_shows() {
        fill();
        trail().forget(Instant.MAX, 2);
        assertThat(after("UPDATE audit_anchor SET hash = repeat('c', 64)"))
                .isEqualTo(broken(3, "the row does not follow from the one before it"));
        assertThat(after("UPDATE audit_anchor SET position = 1"))
                .isEqualTo(broken(2, "the row is missing; the next one is 3"));
    }

    @Test
    void swapped_rows_show() {
        fill();
        assertThat(
                        after(
                                """
                                UPDATE audit_events SET position = 99 WHERE position = 2;
                                UPDATE audit_events SET position = 2 WHERE position = 3;
                                UPDATE audit_events SET position = 3 WHERE position = 99
                                """))
                .isEqualTo(broken(2, "the row does not follow from the one before it"));
    }

    @Test
    void an_inserted_row_shows() {
        fill();
        assertThat(
                        after(
                                """
                                INSERT INTO audit_events SELECT 6, event_id, at, actor_kind, actor_id,
                                    actor_name, action, target, address, request_id, result, hash,
                                    repeat('d', 64)
                                FROM audit_events WHERE position = 5
                                """))
                .isEqualTo(broken(6, "the row differs from what was written"));
    }

    @Test
    void a_cut_tail_shows_against_a_remembered_head_only() {
        fill();
        var remembered = queries().head();

        assertThat(after("DELETE FROM audit_events WHERE position >= 4"))
                .isInstanceOf(Verification.Intact.class);
        assertThat(queries().head().position()).isLessThan(remembered.position());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_events SET target = 'x'",
                "UPDATE audit_events SET target = 'x' WHERE position = 77",
                "DELETE FROM audit_events WHERE position = 5",
                "DELETE FROM audit_events WHERE position = 1",
                "TRUNCATE audit_events",
                "DELETE FROM audit_anchor",
                "TRUNCATE audit_anchor"
            })
    void the_database_refuses_to_change_what_is_there(String sql) {
        fill();
        assertThatThrownBy(() -> database.execute(sql))
                .rootCause()
                .hasMessageContaining("never changed or deleted");
        assertThat(queries().verify()).isInstanceOf(Verification.Intact.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "position = 1",
                "position = 2",
                "position = 3",
                "position = 9, hash = repeat('e', 64)",
                "hash = repeat('e', 64)"
            })
    void the_anchor_moves_forward_only_and_onto_a_row(String change) {
        fill();
        trail().forget(Instant.MAX, 2);
        assertThatThrownBy(() -> database.execute("UPDATE audit_anchor SET " + change))
                .rootCause()
                .hasMessageContaining("moves forward only");
    }

    @Test
    void a_long_trail_is_read_in_portions() {
        transactions()
                .run(() -> {
                    for (int i = 0; i < 2_500; i++) {
                        trail().append(AuditTrailContract.event(i));
                    }
                });

        assertThat(queries().verify())
                .isEqualTo(new Verification.Intact(2_500, 2_500, queries().head().hash()));
        var read = new int[1];
        queries().readAll(Filter.ALL, _ -> read[0]++);
        assertThat(read[0]).isEqualTo(2_500);
    }
}
