package io.holdfast.domain.scoring;

import io.holdfast.domain.models.ContractId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads of stored customers with their newest scores, and of the predictions made for them.
public interface CustomerScoreQueries {

    /// The level of a filter that lets all through.
    String ANY_LEVEL = "";

    /// @param name as people write it; empty where it is not known
    /// @param email empty where it is not known
    record Customer(String id, String name, String email, Rating rating) {}

    sealed interface Rating {
        /// @param features in the contract's terms and order; a missing value is left out
        /// @param recommendations by the contract's rules
        /// @param stage what the version that scored was used for
        record Rated(
                ContractId contract,
                int modelVersion,
                String stage,
                Map<String, Object> features,
                double probability,
                String riskLevel,
                List<String> recommendations,
                Instant asOf)
                implements Rating {
            public Rated {
                features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
                recommendations = List.copyOf(recommendations);
            }
        }

        /// No run was over the customer yet, or none could read what is stored of it.
        record NotYet() implements Rating {}
    }

    /// Where a page begins.
    sealed interface Start {
        record Skipping(int customers) implements Start {}

        /// Behind a customer of this probability.
        record After(double probability, String customer) implements Start {}
    }

    /// Where a prediction comes from.
    enum Origin {
        /// A client asked.
        ANSWERED,
        /// The newest run over the whole base.
        BASE
    }

    record Predicted(String customer, Instant at, Origin origin, Rating.Rated rated) {}

    /// Scored customers, those with the highest probability first, then by id; never more than
    /// `limit`.
    List<Customer> list(String contractName, String level, Start start, int limit);

    /// How many scored customers there are of a level.
    long count(String contractName, String level);

    /// Empty where no such customer is stored.
    Optional<Customer> find(String contractName, String customer);

    /// Answers of the inference log, and the newest scores of the base as of their moment, from
    /// `from` to before `to`: newest first, those of one moment by falling probability; never more
    /// than `limit`.
    List<Predicted> predictions(
            String contractName, String level, Instant from, Instant to, int limit);
}
