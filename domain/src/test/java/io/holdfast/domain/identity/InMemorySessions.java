package io.holdfast.domain.identity;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Restorable;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The sessions in a map.
public final class InMemorySessions implements Sessions, SessionQueries, Restorable {

    private final Map<UUID, Session> sessions = new LinkedHashMap<>();
    private final Map<UUID, Instant> ended = new HashMap<>();
    private final InMemoryTransactions transactions;
    private final Users users;

    public InMemorySessions(InMemoryTransactions transactions, Users users) {
        this.transactions = transactions;
        this.users = users;
        transactions.enlist(this);
    }

    @Override
    public Beginning begin(Session session) {
        return transactions.call(() -> {
            if (users.find(session.user()).filter(User::isActive).isEmpty()) {
                return new Beginning.NotActive();
            }
            if (sessions.putIfAbsent(session.id(), session) != null) {
                throw new IllegalStateException("the id is taken: " + session.id());
            }
            live(session.user(), session.startedAt(), Integer.MAX_VALUE).stream()
                    .skip(MAX_PER_USER)
                    .forEach(old -> ended.put(old.id(), session.startedAt()));
            return new Beginning.Begun();
        });
    }

    @Override
    public boolean end(UUID user, UUID session, Instant now) {
        return transactions.call(() ->
                find(session).filter(found -> found.user().equals(user)).isPresent()
                        && ended.put(session, now) == null);
    }

    @Override
    public int endAll(UUID user, Instant now) {
        return transactions.call(() -> {
            var live = live(user, now, Integer.MAX_VALUE);
            live.forEach(session -> ended.put(session.id(), now));
            return live.size();
        });
    }

    @Override
    public List<Session> live(UUID user, Instant now) {
        return transactions.call(() -> live(user, now, MAX_PER_USER));
    }

    private List<Session> live(UUID user, Instant now, int limit) {
        return sessions.values().stream()
                .filter(session -> session.user().equals(user))
                .filter(session -> session.isLive(now) && !ended.containsKey(session.id()))
                .sorted(
                        Comparator.comparing(Session::startedAt)
                                .thenComparing(Session::id)
                                .reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public boolean beganFrom(UUID user, String address, Instant since) {
        return transactions.call(() ->
                sessions.values().stream()
                        .anyMatch(session ->
                                session.user().equals(user)
                                        && session.address().equals(address)
                                        && !session.startedAt().isBefore(since)));
    }

    @Override
    public Optional<Session> find(UUID id) {
        return transactions.call(
                () -> Optional.ofNullable(sessions.get(id)).filter(_ -> !ended.containsKey(id)));
    }

    @Override
    public Runnable snapshot() {
        var before = new LinkedHashMap<>(sessions);
        var endedBefore = new HashMap<>(ended);
        return () -> {
            sessions.clear();
            sessions.putAll(before);
            ended.clear();
            ended.putAll(endedBefore);
        };
    }
}
