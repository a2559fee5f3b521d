package io.holdfast.domain.models;

import java.util.List;
import java.util.Optional;

/// The contracts that are known. A contract never changes: a new meaning is a new version.
public interface FeatureContracts {

    sealed interface Registration {
        record Registered() implements Registration {}

        /// The very same contract was there before; nothing changed.
        record AlreadyThere() implements Registration {}

        /// Another contract holds this name and version; nothing changed.
        record Different() implements Registration {}
    }

    /// Two callers at once with the same id: one registers, the other gets one of the other
    /// answers.
    Registration register(FeatureContract contract);

    Optional<FeatureContract> find(ContractId id);

    /// The highest version of the name.
    Optional<FeatureContract> latest(String name);

    /// The highest version of every name, by name.
    List<FeatureContract> all();
}
