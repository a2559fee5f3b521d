package io.holdfast.domain.identity;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Restorable;
import java.util.Comparator;
import java.util.LinkedHashMap;
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
            if (find(user.username()).isPresent()) {
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
                            user.passwordHash(),
                            user.role(),
                            user.approved(),
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

    @Override
    public int lockActiveAdmins() {
        if (!transactions.isRunning()) {
            throw new IllegalStateException("locks need a transaction");
        }
        return (int) users.values().stream().filter(User::isActiveAdmin).count();
    }

    @Override
    public Page list(int limit, int offset) {
        return transactions.call(() ->
                new Page(
                        users.values().stream()
                                .sorted(Comparator.comparing(user -> user.username().folded()))
                                .skip(offset)
                                .limit(limit)
                                .map(user ->
                                        new Listed(
                                                user.username().value(),
                                                user.role(),
                                                user.approved()))
                                .toList(),
                        users.size()));
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
