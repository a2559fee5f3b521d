package io.holdfast.domain.scoring;

import io.holdfast.domain.models.ContractId;
import io.holdfast.domain.models.FeatureVector;
import io.holdfast.domain.models.Probability;
import io.holdfast.domain.models.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The newest score of every stored customer, by contract, and the ledger of the runs over the
/// whole base that made them. Runs of one contract never overlap, on however many nodes.
public interface CustomerScores {

    /// A run that gave no sign of life for this long is taken for dead: another may begin.
    Duration STALE = Duration.ofMinutes(15);

    /// Scores of one call of `add`.
    int MAX_PAGE = 10_000;

    /// @param stage what the version that scored was used for
    record Score(
            String customer,
            FeatureVector features,
            Probability probability,
            String riskLevel,
            int modelVersion,
            Stage stage) {}

    /// One pass over the base.
    ///
    /// @param revision of the rollout that scores
    /// @param versions of the rollout that may score, the champion first
    /// @param asOf facts before it count
    /// @param factChanges as `factChanges` said before the first fact was read
    record Run(
            UUID id,
            ContractId contract,
            long revision,
            List<Integer> versions,
            Instant asOf,
            long factChanges,
            Instant startedAt) {
        public Run {
            versions = List.copyOf(versions);
        }
    }

    /// @param customers that were scored
    /// @param refused customers whose features the contract did not take
    record Finished(Run run, Instant at, long customers, long refused) {}

    /// Takes the contract's place for the run. A run that is stale by the new one's start is broken
    /// off first.
    ///
    /// @return whether it may begin; not while another run of the contract goes on
    boolean begin(Run run);

    /// Stores the scores, unless a customer has one as of a later moment, or is no longer stored;
    /// and counts them for the run, either way. A sign of life, also with an empty list.
    ///
    /// @param refused customers beside these
    /// @return whether the run still has its place; if not, nothing was stored
    boolean add(Run run, List<Score> scores, long refused, Instant at);

    /// Ends a run that has been over the whole base. Where none as of a later moment has finished,
    /// scores of the contract as of earlier moments are forgotten, being of customers who can no
    /// longer be scored, and what `DashboardQueries` counts from facts is counted anew.
    ///
    /// @return whether the run still had its place; if not, nothing was changed
    boolean finish(Run run, Instant at);

    /// Gives the place up. What was stored stays.
    void breakOff(Run run, Instant at);

    /// The finished run as of the latest moment.
    Optional<Finished> newest(String contractName);

    /// Grows when facts are changed, some seconds later at the latest; may begin anew when the
    /// store was restarted. Equal answers mean equal facts.
    long factChanges();
}
