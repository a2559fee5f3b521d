package io.holdfast.domain.models;

import java.util.List;

/// A contract that was read off a labelled table, for a person to look at and change before it is
/// registered.
///
/// @param rows of the table
/// @param positives rows whose label is the positive one
/// @param columns every column of the table, in its order
/// @param warnings what does not stand in the way and should be known
public record ContractProposal(
        FeatureContract contract,
        int rows,
        int positives,
        List<ColumnProfile> columns,
        List<String> warnings) {

    public ContractProposal {
        columns = List.copyOf(columns);
        warnings = List.copyOf(warnings);
    }
}
