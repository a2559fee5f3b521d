package io.holdfast.application.models;

import io.holdfast.domain.kernel.Transactions;
import io.holdfast.domain.kernel.Violation;
import io.holdfast.domain.models.ContractDocuments;
import io.holdfast.domain.models.FeatureContract;
import io.holdfast.domain.models.FeatureContracts;
import java.util.List;
import java.util.Set;

/// Makes a contract known: the first version of a new name, or the next of one that is there. What
/// is registered never changes.
public final class RegisterContract {

    /// Names at most; those that come with the program count too.
    public static final int MAX_NAMES = 200;

    /// Versions of one name at most.
    public static final int MAX_VERSIONS = 1_000;

    /// @param document in the form of `ContractDocuments`, with the next version or without any
    public record Command(byte[] document) {}

    public sealed interface Outcome {
        /// @param document the contract as it is kept, with its version
        record Registered(FeatureContract contract, String document) implements Outcome {}

        /// The document is not of the form at all.
        record Unreadable(String reason) implements Outcome {}

        record Invalid(List<Violation> violations) implements Outcome {}

        /// The name belongs to a contract that comes with the program; its view counts on it.
        record Bundled(String name) implements Outcome {}

        /// The document names another version than the one that would be next.
        record WrongVersion(String name, int given, int next) implements Outcome {}

        /// Somebody else registered this version just now.
        record Overtaken(String name) implements Outcome {}

        /// No further contract is kept.
        record Full(int limit) implements Outcome {}
    }

    private final Transactions transactions;
    private final FeatureContracts contracts;
    private final ContractDocuments documents;
    private final Set<String> bundled;

    /// @param bundled names of the contracts that come with the program
    public RegisterContract(
            Transactions transactions,
            FeatureContracts contracts,
            ContractDocuments documents,
            Set<String> bundled) {
        this.transactions = transactions;
        this.contracts = contracts;
        this.documents = documents;
        this.bundled = Set.copyOf(bundled);
    }

    public Outcome register(Command command) {
        return switch (documents.read(command.document())) {
            case ContractDocuments.Outcome.Unreadable(var reason) -> new Outcome.Unreadable(reason);
            case ContractDocuments.Outcome.Invalid(var violations) ->
                    new Outcome.Invalid(violations);
            case ContractDocuments.Outcome.Versionless(var contract) ->
                    transactions.call(() -> {
                        int next = nextVersion(contract.id().name());
                        return register(contract.withVersion(next), next);
                    });
            case ContractDocuments.Outcome.Complete(var contract) ->
                    transactions.call(() -> register(contract, nextVersion(contract.id().name())));
        };
    }

    private int nextVersion(String name) {
        return contracts.latest(name).map(there -> there.id().version() + 1).orElse(1);
    }

    private Outcome register(FeatureContract contract, int next) {
        var name = contract.id().name();
        if (bundled.contains(name)) {
            return new Outcome.Bundled(name);
        }
        if (contract.id().version() != next) {
            return new Outcome.WrongVersion(name, contract.id().version(), next);
        }
        if (next > MAX_VERSIONS) {
            return new Outcome.Full(MAX_VERSIONS);
        }
        if (next == 1 && contracts.all().size() >= MAX_NAMES) {
            return new Outcome.Full(MAX_NAMES);
        }
        return switch (contracts.register(contract)) {
            case FeatureContracts.Registration.Registered() ->
                    new Outcome.Registered(contract, documents.write(contract));
            case FeatureContracts.Registration.AlreadyThere _,
                    FeatureContracts.Registration.Different _ ->
                    new Outcome.Overtaken(name);
        };
    }
}
