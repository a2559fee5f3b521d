package io.holdfast.domain.monitoring;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Restorable;
import io.holdfast.domain.scoring.InMemoryInferenceLog;
import io.holdfast.domain.scoring.Prediction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The facts in a list.
public final class InMemoryOutcomes implements Outcomes, Restorable {

    public record Fact(
            String contractName, Outcome outcome, String recordedBy, Instant recordedAt) {}

    private final List<Fact> facts = new ArrayList<>();
    private final InMemoryTransactions transactions;
    private final InMemoryInferenceLog log;

    /// @param log tells which entities have a prediction
    public InMemoryOutcomes(InMemoryTransactions transactions, InMemoryInferenceLog log) {
        this.transactions = transactions;
        this.log = log;
        transactions.enlist(this);
    }

    /// Everything that was kept, oldest first.
    public List<Fact> facts() {
        return transactions.call(() -> List.copyOf(facts));
    }

    @Override
    public int add(
            String contractName, List<Outcome> outcomes, String recordedBy, Instant recordedAt) {
        return transactions.call(() -> {
            for (var outcome : outcomes) {
                if (outcome.entity().isEmpty()) {
                    throw new IllegalArgumentException("an entity has a name");
                }
                facts.add(new Fact(contractName, outcome, recordedBy, recordedAt));
            }
            var scored =
                    log.predictions().stream()
                            .filter(prediction -> prediction.contract().name().equals(contractName))
                            .map(Prediction::entity)
                            .collect(Collectors.toSet());
            return (int)
                    outcomes.stream()
                            .map(Outcome::entity)
                            .distinct()
                            .filter(scored::contains)
                            .count();
        });
    }

    @Override
    public long count(String contractName) {
        return facts().stream().filter(fact -> fact.contractName().equals(contractName)).count();
    }

    @Override
    public Runnable snapshot() {
        var before = List.copyOf(facts);
        return () -> {
            facts.clear();
            facts.addAll(before);
        };
    }
}
