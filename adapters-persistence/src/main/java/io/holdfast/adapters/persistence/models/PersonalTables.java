package io.holdfast.adapters.persistence.models;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.adapters.persistence.NamedRows;
import io.holdfast.adapters.persistence.NamedRows.AtErasure;
import io.holdfast.domain.kernel.PersonalData;
import io.holdfast.domain.models.FeatureContracts;
import io.holdfast.domain.models.RowStream;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;

/// The customers in stored tables, and who uploaded them and trained with them.
public final class PersonalTables {

    private PersonalTables() {}

    /// @param reader reads a comma-separated text
    public static List<PersonalData> on(
            Database database,
            FeatureContracts contracts,
            Function<InputStream, RowStream> reader) {
        return List.of(
                new PersonalDatasets(database, contracts, reader),
                NamedRows.doings(
                        database,
                        "uploaded_datasets",
                        "datasets",
                        "uploaded_by",
                        List.of("contract_name", "name", "row_count", "uploaded_at"),
                        "uploaded_at DESC, id DESC",
                        AtErasure.PSEUDONYMISED),
                NamedRows.doings(
                        database,
                        "requested_trainings",
                        "training_jobs",
                        "requested_by",
                        List.of("contract_name", "requested_at", "status"),
                        "requested_at DESC, id DESC",
                        AtErasure.PSEUDONYMISED));
    }
}
