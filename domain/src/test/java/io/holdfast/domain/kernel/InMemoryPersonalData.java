package io.holdfast.domain.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Notes about people, in a map; kept under the pseudonym of who was erased.
public final class InMemoryPersonalData implements PersonalData, Restorable {

    private final String name;
    private final Map<Person, List<String>> notes = new HashMap<>();
    private final InMemoryTransactions transactions;

    public InMemoryPersonalData(String name, InMemoryTransactions transactions) {
        this.name = name;
        this.transactions = transactions;
        transactions.enlist(this);
    }

    public void note(Person person, String text) {
        transactions.run(() -> notes.computeIfAbsent(person, _ -> new ArrayList<>()).add(text));
    }

    /// Whoever it was about.
    public List<Person> people() {
        return transactions.call(() -> List.copyOf(notes.keySet()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> columns() {
        return Set.of(name + ".note");
    }

    @Override
    public Section export(Person person, int limit) {
        return transactions.call(() -> {
            var all = notes.getOrDefault(person, List.of());
            var newest = all.reversed().stream().limit(limit).map(note -> Map.of("note", note));
            return new Section(name, newest.toList(), all.size());
        });
    }

    @Override
    public Erasure erase(Person person, String pseudonym) {
        if (!transactions.isRunning()) {
            throw new IllegalStateException("this needs a running transaction");
        }
        return transactions.call(() -> {
            var taken = notes.remove(person);
            if (taken == null) {
                return new Erasure(name, 0, 0, 0);
            }
            notes.put(new Person.Customer(pseudonym), taken);
            return new Erasure(name, 0, taken.size(), 0);
        });
    }

    @Override
    public Runnable snapshot() {
        var before = new HashMap<Person, List<String>>();
        notes.forEach((person, texts) -> before.put(person, new ArrayList<>(texts)));
        return () -> {
            notes.clear();
            notes.putAll(before);
        };
    }
}
