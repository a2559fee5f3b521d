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

        /// Behind a customer without a score.
        record AfterUnscored(String customer) implements Start {}
    }

    /// Where a prediction comes from.
    enum Origin {
        /// A client asked.
        ANSWERED,
        /// The newest run over the whole base.
        BASE
    }

    /// A place in the list of predictions.
    ///
    /// @param key what tells those of one moment, probability and origin apart: an answer's id, or
    ///   the customer
    record Place(Instant at, double probability, Origin origin, String key) {
        /// Before the newest that there can be.
        public static final Place START =
                new Place(
                        Instant.parse("9999-12-31T23:59:59Z"),
                        1,
                        Origin.ANSWERED,
                        "ffffffff-ffff-ffff-ffff-ffffffffffff");
    }

    /// @param at as of when it was predicted; while a run goes on, a score of the base may be newer
    ///   than the moment that all of the base is listed at
    record Predicted(Place place, String customer, Instant at, Rating.Rated rated) {
        public Origin origin() {
            return place.origin();
        }
    }

    /// Scored customers, those with the highest probability first, then by id. Behind them, where
    /// no level is asked for, those without a score by id. Never more than `limit`.
    List<Customer> list(String contractName, String level, Start start, int limit);

    /// How many customers `list` has.
    long count(String contractName, String level);

    /// Empty where no such customer is stored.
    Optional<Customer> find(String contractName, String customer);

    /// Answers of the inference log, and the newest scores of the base as of the moment of their
    /// run, from `from` to before `to`: newest first, those of one moment by falling probability,
    /// answers before the base. Those behind `after`, never more than `limit`.
    List<Predicted> predictions(
            String contractName, String level, Instant from, Instant to, Place after, int limit);
}
