package io.holdfast.domain.customers;

import java.util.List;

/// The way of facts into the store, many at once.
///
/// Within a load, of facts with one key the last counts, but of customers the one registered last.
/// A fact that is there already is updated where it differs, so a load may come again and changes
/// nothing then: an absent value leaves a stored one as it is, and an older registration does not
/// replace a newer. A fact about a customer, order or product that is not known waits in
/// quarantine, across loads, until the load that brings it.
///
/// What a source leaves open is filled in when the fact is first stored: an order line without a
/// price takes the product's list price, or nothing where it has none, and its total is price times
/// quantity less its discount; an order without a status is completed. An order whose total no
/// source has said is the sum of its lines, always; a line's total that was not said again follows
/// its corrected price, quantity or discount. A line without a number takes the next one of its
/// order in the order of the source, after the highest number that the load has for the order; a
/// return without an id has one made of what it says, see `ReturnIds`.
///
/// An event is known by its id alone: the same one at another moment is a correction. It waits for
/// nobody; where it named its customer by an id of its source that leads to ours only later, it
/// follows then.
///
/// A load leaves out, and counts as superseded, what it holds of customers who were erased after it
/// had begun.
///
/// Loads at once are stored one after the other.
public interface FactLoads {

    /// Begins a load. Must be called in a transaction, whose commit stores all of it or nothing. A
    /// transaction has one open load at a time.
    ///
    /// @param source the system the facts are from; it is remembered with customers, and where it
    ///   knows customers by ids of its own (`FactKind.EXTERNAL_IDS`), those lead to ours
    Load begin(String source);

    /// For one thread at a time, within the transaction that began it.
    interface Load {
        /// Takes a fact; it is not stored before `finish`.
        void add(Fact fact);

        /// Stores what was added, and what was waiting for it. Nothing can be added afterwards.
        ///
        /// @return a count for each kind that occurred, in the order of `FactKind`
        List<Count> finish();
    }

    /// What became of the facts of one kind. Those that were read are inserted, updated, unchanged,
    /// superseded or quarantined; the released ones came earlier.
    ///
    /// @param read facts that were added
    /// @param superseded facts that a later one of the same load replaced, or whose customer was
    ///   erased meanwhile
    /// @param quarantined facts that wait, having come in this load
    /// @param released facts of earlier loads that had waited, and are among the stored ones now
    record Count(
            FactKind kind,
            long read,
            long inserted,
            long updated,
            long unchanged,
            long superseded,
            long quarantined,
            long released) {

        /// Whether all of it was there before.
        public boolean isIdle() {
            return inserted + updated + quarantined + released == 0;
        }
    }
}
