package io.holdfast.application.identity;

import io.holdfast.domain.identity.Users;
import io.holdfast.domain.kernel.PersonalData;
import io.holdfast.domain.kernel.PersonalData.Person;
import io.holdfast.domain.kernel.PersonalData.Section;
import java.util.List;

/// Tells a person what is stored about them.
public final class ExportPerson {

    /// Rows of one section.
    public static final int MAX_ROWS = 10_000;

    public sealed interface Outcome {
        /// One section for each kind of data there is, also where it holds nothing.
        record Found(Person person, List<Section> sections) implements Outcome {}

        /// Nothing at all is stored.
        record Unknown(Person person) implements Outcome {}
    }

    private final KnownPeople people;
    private final List<PersonalData> data;

    public ExportPerson(Users users, List<PersonalData> data) {
        this.people = new KnownPeople(users);
        this.data = List.copyOf(data);
    }

    /// @param limit rows of each section, the newest ones: 1 to `MAX_ROWS`
    public Outcome export(Person asked, int limit) {
        if (limit < 1 || limit > MAX_ROWS) {
            throw new IllegalArgumentException("1 to " + MAX_ROWS + " rows are exported");
        }
        return people.find(asked)
                .map(person -> exportKnown(person, limit))
                .orElseGet(() -> new Outcome.Unknown(asked));
    }

    private Outcome exportKnown(Person person, int limit) {
        var sections = data.stream().map(kind -> kind.export(person, limit)).toList();
        return sections.stream().allMatch(section -> section.total() == 0)
                ? new Outcome.Unknown(person)
                : new Outcome.Found(person, sections);
    }
}
