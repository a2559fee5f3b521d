package io.holdfast.application.models;

import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.ContractDocuments;
import io.holdfast.domain.models.ContractInference;
import io.holdfast.domain.models.ContractInference.Choice;
import io.holdfast.domain.models.ContractProposal;
import io.holdfast.domain.models.FeatureContracts;
import io.holdfast.domain.models.TableReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;

/// Reads a contract off a labelled table, for a person to look at. Nothing is kept.
public final class ProposeContract {

    /// @param name of the contract to be; of one that is there already for its next version
    /// @param label the column with the two answers
    /// @param positive which of its two texts means yes
    /// @param identifier the column that names the entity
    /// @param content delimited text with a header
    public record Command(
            String name, String label, Choice positive, Choice identifier, byte[] content) {}

    public sealed interface Outcome {
        /// @param document the contract in the form that `RegisterContract` takes
        record Proposed(ContractProposal proposal, String document) implements Outcome {}

        record Rejected(List<Violation> violations) implements Outcome {}
    }

    private final FeatureContracts contracts;
    private final TableReader reader;
    private final ContractDocuments documents;
    private final Set<String> bundled;
    private final Semaphore tables;

    /// @param bundled names of the contracts that come with the program, which stay as they are
    /// @param maxTables tables looked at at once; one more waits
    public ProposeContract(
            FeatureContracts contracts,
            TableReader reader,
            ContractDocuments documents,
            Set<String> bundled,
            int maxTables) {
        this.contracts = contracts;
        this.reader = reader;
        this.documents = documents;
        this.bundled = Set.copyOf(bundled);
        this.tables = new Semaphore(maxTables);
    }

    public Outcome propose(Command command) {
        var violations = new ArrayList<Violation>();
        if (bundled.contains(command.name())) {
            violations.add(
                    Violation.at("name", "belongs to a contract that comes with the program"));
        }
        switch (infer(command)) {
            case ContractInference.Outcome.Rejected(var found) -> violations.addAll(found);
            case ContractInference.Outcome.Proposed(var proposal) when violations.isEmpty() -> {
                return new Outcome.Proposed(proposal, documents.write(proposal.contract()));
            }
            case ContractInference.Outcome.Proposed _ -> {
                // The name alone stands in its way.
            }
        }
        return new Outcome.Rejected(List.copyOf(violations));
    }

    private ContractInference.Outcome infer(Command command) {
        int version =
                contracts.latest(command.name()).map(there -> there.id().version() + 1).orElse(1);
        var request =
                new ContractInference.Request(
                        command.name(),
                        version,
                        command.label(),
                        command.positive(),
                        command.identifier());
        tables.acquireUninterruptibly();
        try {
            return switch (reader.read(command.content())) {
                case TableReader.Outcome.Unreadable(var reason) ->
                        new ContractInference.Outcome.Rejected(List.of(Violation.atRoot(reason)));
                case TableReader.Outcome.Opened(var table) ->
                        ContractInference.infer(request, table);
            };
        } finally {
            tables.release();
        }
    }
}
