package io.holdfast.domain.scoring;

import io.holdfast.domain.models.RowStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The features of stored customers and products at a date, from facts strictly before it, as the
/// rows of a table that a contract reads. An absent value is an empty cell, and so is a category
/// that the contract does not know, if it may be blank; an entity whose category must be known and
/// is not has no row.
public interface StoredFeatures {

    /// The contracts whose features are computed from facts.
    enum FeatureSet {
        /// One row for each customer with a completed order before the date.
        RFM("rfm", "churned"),
        /// One row for each product that was sold in the 365 days before the date, with the rate at
        /// which it came back and the volume of that time.
        RETURN_RISK("return-risk", "high_return"),
        /// One row for each customer that was registered, or had completed an order, before the
        /// date.
        ECOMMERCE("ecommerce", "churned");

        private final String contract;
        private final String label;

        FeatureSet(String contract, String label) {
            this.contract = contract;
            this.label = label;
        }

        public String contract() {
            return contract;
        }

        /// The column of the label in `labelled`.
        public String label() {
            return label;
        }

        public static Optional<FeatureSet> ofContract(String name) {
            return Arrays.stream(values()).filter(set -> set.contract.equals(name)).findFirst();
        }
    }

    /// The features of one entity; empty where it has no row, whether it is known or not.
    record Row(List<String> header, List<String> cells) {
        public Row {
            header = List.copyOf(header);
            cells = List.copyOf(cells);
        }
    }

    /// By the identifier of the contract. One round trip.
    Optional<Row> find(FeatureSet set, String entity, Instant asOf);

    /// Every row, in the order of the identifiers, as of one moment of the store; it must be
    /// closed. Holds a connection until then.
    RowStream all(FeatureSet set, Instant asOf);

    /// The column that holds the date in `labelled`.
    String CUTOFF = "cutoff";

    /// As `all`, with the label of what came within `horizon` from the cut-off on, and the cut-off
    /// itself in column `CUTOFF`: a customer churned who completed no order in that time, a product
    /// came back often whose return rate in that time is above the 75th percentile of the products
    /// sold in it. A product that is not sold in that time has no row. Points and e-mail engagement
    /// are 0, as if unknown: they have no date, and those of today tell of what came later.
    RowStream labelled(FeatureSet set, Instant cutoff, Duration horizon);

    /// When the newest completed order was; a label whose horizon ends later is not known yet.
    Optional<Instant> newestOrder();
}
