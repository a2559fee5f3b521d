package io.holdfast.application.identity;

import io.holdfast.domain.identity.Sessions;
import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.identity.Users;
import io.holdfast.domain.kernel.IdSource;
import io.holdfast.domain.kernel.PersonalData;
import io.holdfast.domain.kernel.PersonalData.Erasure;
import io.holdfast.domain.kernel.PersonalData.Person;
import io.holdfast.domain.kernel.Transactions;
import java.time.InstantSource;
import java.util.List;

/// Takes away what says who a person is, everywhere or nowhere. One pseudonym stands for the person
/// in all that is kept, and is told to nobody.
///
/// What is being scored at that moment is written afterwards and under the person's id; a second
/// call takes it away too.
public final class ErasePerson {

    public sealed interface Outcome {
        /// One for each kind of data there is, also where nothing was done.
        record Erased(Person person, List<Erasure> erasures) implements Outcome {}

        /// There was nothing to take away, or it was done before.
        record Unknown(Person person) implements Outcome {}

        /// Without this user nobody could approve anybody any more; nothing was done.
        record LastAdmin(Username username) implements Outcome {}

        /// Somebody else changed the user at the same moment; nothing was done.
        record Conflict(Username username) implements Outcome {}
    }

    private final Transactions transactions;
    private final Users users;
    private final Sessions sessions;
    private final KnownPeople people;
    private final List<PersonalData> data;
    private final IdSource ids;
    private final InstantSource clock;

    public ErasePerson(
            Transactions transactions,
            Users users,
            Sessions sessions,
            List<PersonalData> data,
            IdSource ids,
            InstantSource clock) {
        this.transactions = transactions;
        this.users = users;
        this.sessions = sessions;
        this.people = new KnownPeople(users);
        this.data = List.copyOf(data);
        this.ids = ids;
        this.clock = clock;
    }

    public Outcome erase(Person asked) {
        return transactions.call(() -> decide(asked));
    }

    private Outcome decide(Person asked) {
        return switch (asked) {
            case Person.Customer customer -> eraseFacts(customer);
            case Person.Account account -> {
                // Before the user is read, so that nobody changes the user in between.
                int activeAdmins = users.lockActiveAdmins();
                yield people.user(account)
                        .map(user -> eraseAccount(user, activeAdmins))
                        .orElseGet(() -> new Outcome.Unknown(asked));
            }
        };
    }

    private Outcome eraseAccount(User user, int activeAdmins) {
        if (user.isActiveAdmin() && activeAdmins <= 1) {
            return new Outcome.LastAdmin(user.username());
        }
        // By the ports that every node's memory follows, so that the user is out at once.
        if (users.update(user.withLock(true)) instanceof Users.Update.Stale) {
            return new Outcome.Conflict(user.username());
        }
        var _ = sessions.endAll(user.id(), clock.instant());
        return eraseFacts(new Person.Account(user.username().value()));
    }

    private Outcome eraseFacts(Person person) {
        var pseudonym = "erased-" + ids.next();
        var erasures = data.stream().map(kind -> kind.erase(person, pseudonym)).toList();
        return erasures.stream().anyMatch(Erasure::isChange)
                ? new Outcome.Erased(person, erasures)
                : new Outcome.Unknown(person);
    }
}
