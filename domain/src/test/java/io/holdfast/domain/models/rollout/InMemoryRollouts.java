package io.holdfast.domain.models.rollout;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Restorable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// The ledger in a list; a rollout is what its last change made of it.
public final class InMemoryRollouts implements Rollouts, Restorable {

    private final List<Deployment> ledger = new ArrayList<>();
    private final InMemoryTransactions transactions;

    public InMemoryRollouts(InMemoryTransactions transactions) {
        this.transactions = transactions;
        transactions.enlist(this);
    }

    @Override
    public Optional<Rollout> find(String contractName) {
        return at(contractName, Instant.MAX);
    }

    @Override
    public List<Rollout> all() {
        return transactions.call(() -> {
            var names = new TreeSet<String>();
            ledger.forEach(change -> names.add(change.to().contract().name()));
            return names.stream().flatMap(name -> find(name).stream()).toList();
        });
    }

    @Override
    public Saved save(Deployment change) {
        return transactions.call(() -> {
            var current = find(change.to().contract().name()).map(Rollout::revision);
            boolean follows =
                    switch (change.from()) {
                        case Deployment.Before.Nothing() -> current.isEmpty();
                        case Deployment.Before.Was(var from) ->
                                current.filter(revision -> revision == from.revision()).isPresent();
                    };
            if (!follows) {
                return new Saved.Conflict();
            }
            ledger.add(change);
            return new Saved.Stored();
        });
    }

    @Override
    public List<Deployment> history(String contractName, Page page) {
        return transactions.call(() ->
                ledger.reversed().stream()
                        .filter(change -> change.to().contract().name().equals(contractName))
                        .filter(change -> change.to().revision() < page.before())
                        .limit(page.limit())
                        .toList());
    }

    @Override
    public Optional<Rollout> at(String contractName, Instant moment) {
        return transactions.call(() ->
                ledger.reversed().stream()
                        .filter(change -> change.to().contract().name().equals(contractName))
                        .filter(change -> !change.at().isAfter(moment))
                        .map(Deployment::to)
                        .findFirst());
    }

    @Override
    public Runnable snapshot() {
        var before = List.copyOf(ledger);
        return () -> {
            ledger.clear();
            ledger.addAll(before);
        };
    }
}
