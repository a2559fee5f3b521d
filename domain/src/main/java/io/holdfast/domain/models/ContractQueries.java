package io.holdfast.domain.models;

import java.util.List;
import java.util.Optional;

/// The registered contracts, for those who look at them.
public interface ContractQueries {

    /// @param features how many there are
    record Listed(
            ContractId id, String title, String identifier, String labelColumn, int features) {}

    /// @param total of the names there are
    record Page(List<Listed> contracts, int total) {
        public Page {
            contracts = List.copyOf(contracts);
        }
    }

    /// The highest version of each name, by name; never more than `limit`.
    Page list(int limit, int offset);

    /// The highest version of the name, in the form of `ContractDocuments`.
    Optional<String> document(String name);

    /// That version, in the form of `ContractDocuments`.
    Optional<String> document(ContractId id);
}
