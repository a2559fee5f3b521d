package io.holdfast.domain.kernel;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/// The answers in a map. Transactions over fakes wait for each other, so that nobody is ever told
/// `Running` by it.
public final class InMemoryKeptAnswers implements KeptAnswers, Restorable {

    private record Id(String caller, String key) {}

    private record Kept(String payload, Answer answer, Instant at) {}

    private final Map<Id, Kept> answers = new HashMap<>();
    private final InMemoryTransactions transactions;

    public InMemoryKeptAnswers(InMemoryTransactions transactions) {
        this.transactions = transactions;
        transactions.enlist(this);
    }

    @Override
    public Claim claim(String caller, String key, String payload, Instant expired) {
        if (!transactions.isRunning()) {
            throw new IllegalStateException("this needs a running transaction");
        }
        var kept = answers.get(new Id(caller, key));
        if (kept == null || kept.at().isBefore(expired)) {
            return new Claim.Fresh();
        }
        return kept.payload().equals(payload)
                ? new Claim.Answered(kept.answer())
                : new Claim.OtherPayload();
    }

    @Override
    public void keep(String caller, String key, String payload, Answer answer, Instant now) {
        transactions.run(() -> answers.put(new Id(caller, key), new Kept(payload, answer, now)));
    }

    @Override
    public int forget(Instant before, int limit) {
        return transactions.call(() -> {
            var old =
                    answers.entrySet().stream()
                            .filter(entry -> entry.getValue().at().isBefore(before))
                            .sorted(Comparator.comparing(entry -> entry.getValue().at()))
                            .limit(limit)
                            .map(Map.Entry::getKey)
                            .toList();
            old.forEach(answers::remove);
            return old.size();
        });
    }

    @Override
    public Runnable snapshot() {
        var before = new HashMap<>(answers);
        return () -> {
            answers.clear();
            answers.putAll(before);
        };
    }
}
