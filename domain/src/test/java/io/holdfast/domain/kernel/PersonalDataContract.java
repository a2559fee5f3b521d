package io.holdfast.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.kernel.PersonalData.Person;
import io.holdfast.domain.kernel.PersonalData.Section;
import org.junit.jupiter.api.Test;

/// What every `PersonalData` promises. Begins empty.
public interface PersonalDataContract {

    String PSEUDONYM = "erased-00000000-0000-7000-8000-000000000001";

    PersonalData data();

    Transactions transactions();

    /// Somebody the data can be about.
    Person person();

    /// Another one of the same kind.
    Person other();

    /// Stores one more thing about the person, newer than those before.
    void store(Person person);

    /// Whether what is stored stays as it is when the person is erased.
    default boolean isKept() {
        return false;
    }

    private Section all(Person person) {
        return data().export(person, 1_000);
    }

    private PersonalData.Erasure erase(Person person) {
        return transactions().call(() -> data().erase(person, PSEUDONYM));
    }

    @Test
    default void names_the_columns_it_speaks_for() {
        assertThat(data().columns()).isNotEmpty().allMatch(name -> name.matches("\\w+\\.\\w+"));
    }

    @Test
    default void has_nothing_about_who_was_never_here() {
        store(other());

        assertThat(all(person()).rows()).isEmpty();
        assertThat(all(person()).total()).isZero();
        assertThat(erase(person()).isChange()).isFalse();
    }

    @Test
    default void exports_what_is_stored_about_the_person_and_of_nobody_else() {
        store(person());
        store(other());

        var section = all(person());

        assertThat(section.name()).isEqualTo(data().name());
        assertThat(section.total()).isEqualTo(1);
        assertThat(section.rows()).hasSize(1).noneMatch(row -> row.isEmpty());
    }

    @Test
    default void exports_no_more_than_asked_for_and_counts_all() {
        // An account is one thing, however often it is stored.
        store(person());
        store(person());
        long total = all(person()).total();

        var section = data().export(person(), 1);

        assertThat(section.rows()).hasSize(1);
        assertThat(section.rows().getFirst()).isEqualTo(all(person()).rows().getFirst());
        assertThat(section.total()).isEqualTo(total);
    }

    @Test
    default void erases_the_person_and_nobody_else() {
        store(person());
        store(other());

        var erasure = erase(person());

        assertThat(erasure.name()).isEqualTo(data().name());
        assertThat(erasure.isChange()).isEqualTo(!isKept());
        assertThat(erasure.erased() + erasure.pseudonymised() + erasure.kept()).isEqualTo(1);
        assertThat(all(person()).total()).isEqualTo(isKept() ? 1 : 0);
        assertThat(all(other()).total()).isEqualTo(1);
    }

    @Test
    default void erased_again_it_takes_nothing_away() {
        store(person());
        erase(person());

        assertThat(erase(person()).isChange()).isFalse();
    }

    @Test
    default void an_erasure_that_rolls_back_takes_nothing_away() {
        store(person());
        var before = all(person());

        assertThatThrownBy(() ->
                        transactions()
                                .run(() -> {
                                    var _ = data().erase(person(), PSEUDONYM);
                                    throw new IllegalStateException("changed my mind");
                                }))
                .hasMessage("changed my mind");

        assertThat(all(person())).isEqualTo(before);
    }
}
