package io.holdfast.adapters.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.identity.UsersContract;
import io.holdfast.domain.kernel.AtOnce;
import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.kernel.TransactionsContract;
import io.holdfast.domain.kernel.Unavailable;
import io.holdfast.domain.models.SampleContracts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DatabaseTest implements TransactionsContract {

    private final TestDatabase test = TestDatabase.migrated();
    private final PersistenceAdapter adapter =
            PersistenceAdapter.open(test.settings(), InstantSource.system());
    private final Database database = (Database) adapter.transactions();

    DatabaseTest() {
        test.execute("CREATE TABLE marks (mark text PRIMARY KEY)");
        test.execute(
                "CREATE TABLE late (mark text REFERENCES marks DEFERRABLE INITIALLY DEFERRED)");
    }

    @BeforeEach
    void clear() {
        test.clear();
        test.execute("TRUNCATE marks, late");
    }

    @AfterAll
    void close() {
        adapter.close();
        test.close();
    }

    @Override
    public Transactions transactions() {
        return adapter.transactions();
    }

    @Override
    public void write(String mark) {
        insert("INSERT INTO marks VALUES (?)", mark);
    }

    private void insert(String sql, String mark) {
        database.write(connection -> {
            try (var insert = connection.prepareStatement(sql)) {
                insert.setString(1, mark);
                return insert.executeUpdate();
            }
        });
    }

    @Override
    public List<String> written() {
        return database.read(connection -> {
            try (var select = connection.prepareStatement("SELECT mark FROM marks");
                    var rows = select.executeQuery()) {
                var marks = new ArrayList<String>();
                while (rows.next()) {
                    marks.add(rows.getString(1));
                }
                return List.copyOf(marks);
            }
        });
    }

    @Test
    void a_commit_that_fails_throws() {
        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    write("kept");
                                    insert("INSERT INTO late VALUES (?)", "points nowhere");
                                }))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("23503")
                .hasMessageNotContaining("points nowhere");
        assertThat(written()).isEmpty();
    }

    @Test
    void says_nothing_of_data_that_do_not_fit() {
        assertThatThrownBy(() -> insert("SELECT ?::int", "Zo\u00eb, Main Street 7"))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("database error 22P02")
                .hasNoCause();
    }

    @Test
    void a_transaction_that_the_server_gave_up_does_not_seem_committed() {
        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    write("kept");
                                    try {
                                        database.read(connection -> {
                                            try (var broken =
                                                    connection.prepareStatement("SELECT 1 / 0")) {
                                                return broken.execute();
                                            }
                                        });
                                    } catch (DatabaseException _) {
                                        // As a use case might, wrongly.
                                    }
                                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(written()).isEmpty();
    }

    @Test
    void is_patient_for_the_one_piece_of_work_however_it_ends() {
        var day = Duration.ofDays(1);
        transactions()
                .run(() -> {
                    int usual = database.lock(Connection::getNetworkTimeout);

                    assertThat(database.<Integer>patiently(day, Connection::getNetworkTimeout))
                            .isEqualTo((int) day.toMillis());
                    assertThat(database.<Integer>lock(Connection::getNetworkTimeout))
                            .isEqualTo(usual);
                });
        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    int usual = database.lock(Connection::getNetworkTimeout);
                                    assertThatThrownBy(() ->
                                                    database.patiently(
                                                            day,
                                                            _ -> {
                                                                throw new SQLException("no");
                                                            }))
                                            .isInstanceOf(DatabaseException.class);
                                    assertThat(
                                                    database.<Integer>lock(
                                                            Connection::getNetworkTimeout))
                                            .isEqualTo(usual);
                                }))
                .hasMessageContaining("rolled back");
    }

    @Test
    void whoever_waits_too_long_for_a_lock_may_come_back() {
        var failure = DatabaseException.of(new SQLException("lock", "55P03"));

        assertThat(failure).isInstanceOf(Unavailable.class);
    }

    @Test
    void entities_and_statements_share_the_transaction() {
        var ada = UsersContract.user(1, "ada", Role.AGENT, false);

        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    adapter.identity().users().insert(ada);
                                    adapter.identity().users().update(ada.withApproval(true));
                                    assertThat(
                                                    adapter.identity()
                                                            .users()
                                                            .find(ada.username())
                                                            .orElseThrow()
                                                            .approved())
                                            .isTrue();
                                    adapter.featureContracts()
                                            .register(SampleContracts.tiny("tiny", 1));
                                    throw new IllegalStateException("no");
                                }))
                .hasMessage("no");

        assertThat(adapter.identity().users().find(new Username("ada"))).isEmpty();
        assertThat(adapter.featureContracts().all()).isEmpty();
    }

    @Test
    void another_thread_sees_nothing_before_the_commit() {
        transactions()
                .run(() -> {
                    write("mine");
                    assertThat(AtOnce.call(1, _ -> written()).getFirst()).isEmpty();
                });
        assertThat(written()).containsExactly("mine");
    }

    @Test
    void a_caller_that_is_interrupted_while_it_waits_for_a_connection_is_cancelled() {
        int connections = test.settings().poolSize();
        var held = new CountDownLatch(connections);
        var done = new CountDownLatch(1);
        AtOnce.call(
                connections + 1,
                caller -> {
                    if (caller < connections) {
                        return database.call(() -> hold(held, done));
                    }
                    try {
                        held.await();
                        Thread.currentThread().interrupt();
                        assertThatThrownBy(() -> database.read(_ -> true))
                                .isInstanceOf(CancellationException.class);
                        assertThat(Thread.interrupted()).isTrue();
                        return true;
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    } finally {
                        done.countDown();
                    }
                });
    }

    private static boolean hold(CountDownLatch held, CountDownLatch done) {
        held.countDown();
        try {
            done.await();
            return true;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void many_more_callers_than_connections_all_get_their_turn() {
        AtOnce.call(
                100,
                caller -> {
                    transactions().run(() -> write("mark-" + caller));
                    return caller;
                });

        assertThat(written()).hasSize(100);
    }

    @Test
    void runs_what_is_to_come_afterwards_when_the_outer_transaction_has_ended() {
        var seen = new ArrayList<List<String>>();
        database.run(() -> {
            database.run(() -> {
                database.afterwards(() -> seen.add(written()));
                write("a");
            });
            assertThat(seen).isEmpty();
            write("b");
        });

        assertThat(seen).containsExactly(List.of("a", "b"));
    }

    @Test
    void runs_what_is_to_come_afterwards_also_when_it_was_rolled_back_or_could_not_commit() {
        var seen = new ArrayList<List<String>>();

        assertThatThrownBy(() ->
                        database.run(() -> {
                            database.afterwards(() -> seen.add(written()));
                            write("a");
                            throw new IllegalStateException("no");
                        }))
                .hasMessage("no");
        assertThatThrownBy(() ->
                        database.run(() -> {
                            database.afterwards(() -> seen.add(written()));
                            insert("INSERT INTO late VALUES (?)", "without a mark");
                        }))
                .isInstanceOf(DatabaseException.class);

        assertThat(seen).containsExactly(List.of(), List.of());
    }

    @Test
    void nothing_comes_after_no_transaction() {
        assertThatThrownBy(() -> database.afterwards(() -> {}))
                .isInstanceOf(IllegalStateException.class);
    }
}
