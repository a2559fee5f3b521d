package io.holdfast.application.identity;

import io.holdfast.domain.identity.User;
import io.holdfast.domain.identity.Username;
import io.holdfast.domain.identity.Users;
import io.holdfast.domain.kernel.PersonalData.Person;
import java.util.Optional;

/// Tells who is meant. Names compare without regard to case, and what somebody did is kept under
/// the name as it was registered. A name that no user has may be that of a program with a key,
/// whose doings are nobody's: there is no such person.
final class KnownPeople {

    private final Users users;

    KnownPeople(Users users) {
        this.users = users;
    }

    Optional<Person> find(Person asked) {
        return switch (asked) {
            case Person.Customer customer -> Optional.of(customer);
            case Person.Account account ->
                    user(account).map(user -> new Person.Account(user.username().value()));
        };
    }

    Optional<User> user(Person.Account account) {
        return Username.isValid(account.username())
                ? users.find(new Username(account.username()))
                : Optional.empty();
    }
}
