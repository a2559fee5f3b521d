package io.holdfast.domain.identity;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Restorable;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The users in a map. Transactions over fakes run one at a time, which is lock enough.
public final class InMemoryUsers implements Users, UserQueries, Restorable {

    private final Map<UUID, User> users = new LinkedHashMap<>();
    private final InMemoryTransactions transactions;

    public InMemoryUsers(InMemoryTransactions transactions) {
        this.transactions = transactions;
        transactions.enlist(this);
    }

    @Override
    public Insertion insert(User user) {
        return transactions.call(() -> {
            if (find(user.username()).isPresent() || isKnownExternal(user)) {
                return new Insertion.NameTaken();
            }
            if (users.putIfAbsent(user.id(), user) != null) {
                throw new IllegalStateException("the id is taken: " + user.id());
            }
            return new Insertion.Inserted();
        });
    }

    @Override
    public Update update(User user) {
        return transactions.call(() -> {
            var stored = users.get(user.id());
            if (stored == null || stored.revision() != user.revision()) {
                return new Update.Stale();
            }
            users.put(
                    user.id(),
                    new User(
                            user.id(),
                            user.username(),
                            user.credential(),
                            user.role(),
                            user.approved(),
                            user.locked(),
                            user.createdAt(),
                            user.revision() + 1));
            return new Update.Updated();
        });
    }

    @Override
    public Optional<User> find(UUID id) {
        return transactions.call(() -> Optional.ofNullable(users.get(id)));
    }

    @Override
    public Optional<User> find(Username username) {
        return transactions.call(() ->
                users.values().stream()
                        .filter(user -> user.username().folded().equals(username.folded()))
                        .findFirst());
    }

    private boolean isKnownExternal(User user) {
        return user.credential() instanceof Credential.External(var issuer, var subject)
                && find(issuer, subject).isPresent();
    }

    @Override
    public Optional<User> find(String issuer, String subject) {
        var credential = new Credential.External(issuer, subject);
        return transactions.call(() ->
                users.values().stream()
                        .filter(user -> user.credential().equals(credential))
                        .findFirst());
    }

    @Override
    public int lockActiveAdmins() {
        if (!transactions.isRunning()) {
            throw new IllegalStateException("locks need a transaction");
        }
        return (int) users.values().stream().filter(User::isActiveAdmin).count();
    }

    @Override
    public Page list(Filter filter, int limit, int offset) {
        return transactions.call(() -> {
            var matching =
                    users.values().stream()
                            .filter(user -> matches(filter, user))
                            .sorted(Comparator.comparing(user -> user.username().folded()))
                            .map(InMemoryUsers::listed)
                            .toList();
            return new Page(matching.stream().skip(offset).limit(limit).toList(), matching.size());
        });
    }

    private static boolean matches(Filter filter, User user) {
        return user.username().folded().contains(folded(filter.part()))
                && user.username().folded().compareTo(folded(filter.after())) > 0
                && filter.roles().contains(user.role())
                && filter.approved().contains(user.approved())
                && filter.locked().contains(user.locked());
    }

    private static String folded(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static Listed listed(User user) {
        return new Listed(
                user.username().value(),
                user.role(),
                user.approved(),
                user.locked(),
                user.credential() instanceof Credential.External,
                user.createdAt());
    }

    @Override
    public Runnable snapshot() {
        var before = new LinkedHashMap<>(users);
        return () -> {
            users.clear();
            users.putAll(before);
        };
    }
}
