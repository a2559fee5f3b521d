package io.holdfast.application.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.identity.Role;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.kernel.InMemoryPersonalData;
import io.holdfast.domain.kernel.PersonalData;
import io.holdfast.domain.kernel.PersonalData.Erasure;
import io.holdfast.domain.kernel.PersonalData.Person;
import io.holdfast.domain.kernel.PersonalData.Section;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PersonUseCasesTest {

    private static final Person CUSTOMER = new Person.Customer("c1");

    private final IdentityWorld world = new IdentityWorld();
    private final InMemoryPersonalData notes =
            new InMemoryPersonalData("notes", world.transactions);
    private final InMemoryPersonalData orders =
            new InMemoryPersonalData("orders", world.transactions);
    private final ExportPerson exportPerson = new ExportPerson(world.users, List.of(notes, orders));
    private final ErasePerson erasePerson = erase(notes, orders);

    private ErasePerson erase(PersonalData... data) {
        return new ErasePerson(
                world.transactions,
                world.users,
                world.sessions,
                List.of(data),
                world.ids,
                world.clock);
    }

    @Test
    void exports_every_kind_also_where_it_holds_nothing() {
        notes.note(CUSTOMER, "called twice");

        var found = (ExportPerson.Outcome.Found) exportPerson.export(CUSTOMER, 10);

        assertThat(found.sections()).extracting(Section::name).containsExactly("notes", "orders");
        assertThat(found.sections()).extracting(Section::total).containsExactly(1L, 0L);
    }

    @Test
    void knows_nobody_of_whom_nothing_is_stored() {
        assertThat(exportPerson.export(CUSTOMER, 10))
                .isEqualTo(new ExportPerson.Outcome.Unknown(CUSTOMER));
        assertThat(erasePerson.erase(CUSTOMER))
                .isEqualTo(new ErasePerson.Outcome.Unknown(CUSTOMER));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, ExportPerson.MAX_ROWS + 1})
    void refuses_to_export_without_a_limit(int limit) {
        assertThatThrownBy(() -> exportPerson.export(CUSTOMER, limit))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void erases_under_one_pseudonym_that_does_not_say_who() {
        notes.note(CUSTOMER, "called twice");
        orders.note(CUSTOMER, "a bike");

        var erased = (ErasePerson.Outcome.Erased) erasePerson.erase(CUSTOMER);

        assertThat(erased.erasures())
                .containsExactly(new Erasure("notes", 0, 1, 0), new Erasure("orders", 0, 1, 0));
        assertThat(notes.people()).isEqualTo(orders.people()).doesNotContain(CUSTOMER);
        assertThat(((Person.Customer) notes.people().getFirst()).id())
                .startsWith("erased-")
                .doesNotContain("c1");
    }

    @Test
    void two_people_get_two_pseudonyms() {
        notes.note(CUSTOMER, "a");
        notes.note(new Person.Customer("c2"), "b");

        var _ = erasePerson.erase(CUSTOMER);
        var _ = erasePerson.erase(new Person.Customer("c2"));

        assertThat(notes.people()).hasSize(2);
    }

    @Test
    void erased_again_nobody_is_known() {
        notes.note(CUSTOMER, "a");
        var _ = erasePerson.erase(CUSTOMER);

        assertThat(erasePerson.erase(CUSTOMER))
                .isEqualTo(new ErasePerson.Outcome.Unknown(CUSTOMER));
        assertThat(exportPerson.export(CUSTOMER, 1))
                .isEqualTo(new ExportPerson.Outcome.Unknown(CUSTOMER));
    }

    @Test
    void erases_everywhere_or_nowhere() {
        notes.note(CUSTOMER, "a");

        assertThatThrownBy(() -> erase(notes, new Broken()).erase(CUSTOMER))
                .hasMessage("the disk is full");

        assertThat(notes.people()).containsExactly(CUSTOMER);
    }

    @Test
    void erases_a_user_by_the_name_as_it_was_registered_and_ends_the_sessions() {
        world.add("Root", Role.ADMIN, true);
        var ada = world.add("Ada", Role.AGENT, true);
        world.enter(ada);
        notes.note(new Person.Account("Ada"), "uploaded a table");

        assertThat(erasePerson.erase(new Person.Account("aDA")))
                .isInstanceOf(ErasePerson.Outcome.Erased.class);

        assertThat(notes.people()).doesNotContain(new Person.Account("Ada"));
        assertThat(world.sessions.live(ada.id(), IdentityWorld.NOON)).isEmpty();
        assertThat(world.find("Ada").isActive()).isFalse();
    }

    @Test
    void the_last_admin_stays() {
        var root = world.add("Root", Role.ADMIN, true);
        world.enter(root);
        notes.note(new Person.Account("Root"), "uploaded a table");

        assertThat(erasePerson.erase(new Person.Account("root")))
                .isEqualTo(new ErasePerson.Outcome.LastAdmin(new Username("Root")));

        assertThat(notes.people()).containsExactly(new Person.Account("Root"));
        assertThat(world.sessions.live(root.id(), IdentityWorld.NOON)).hasSize(1);
        assertThat(world.find("Root").isActive()).isTrue();
    }

    @Test
    void one_of_two_admins_can_go() {
        world.add("Root", Role.ADMIN, true);
        world.add("Second", Role.ADMIN, true);
        notes.note(new Person.Account("Root"), "a");

        assertThat(erasePerson.erase(new Person.Account("Root")))
                .isInstanceOf(ErasePerson.Outcome.Erased.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "", "no such user; --", "x"})
    void a_name_that_no_user_has_is_nobody_whatever_was_done_under_it(String name) {
        var person = new Person.Account(name);
        notes.note(person, "a program uploaded a table");

        assertThat(exportPerson.export(person, 1))
                .isEqualTo(new ExportPerson.Outcome.Unknown(person));
        assertThat(erasePerson.erase(person)).isEqualTo(new ErasePerson.Outcome.Unknown(person));
        assertThat(notes.people()).containsExactly(person);
    }

    private record Broken() implements PersonalData {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public Set<String> columns() {
            return Set.of("broken.broken");
        }

        @Override
        public Section export(Person person, int limit) {
            return new Section("broken", List.of(), 0);
        }

        @Override
        public Erasure erase(Person person, String pseudonym) {
            throw new IllegalStateException("the disk is full");
        }
    }
}
