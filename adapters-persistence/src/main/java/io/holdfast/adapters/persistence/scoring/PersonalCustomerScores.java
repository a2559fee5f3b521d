package io.holdfast.adapters.persistence.scoring;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.adapters.persistence.NamedRows;
import io.holdfast.adapters.persistence.NamedRows.AtErasure;
import io.holdfast.adapters.persistence.NamedRows.Shape;
import io.holdfast.adapters.persistence.NamedRows.Whose;
import io.holdfast.domain.kernel.PersonalData;
import java.util.List;

/// The newest scores of stored customers. They go at erasure: the next run over the base makes one
/// for the pseudonym. A run that is on its way cannot bring them back, since a score is of a
/// customer who is stored.
public final class PersonalCustomerScores {

    private PersonalCustomerScores() {}

    /// To come before the customers themselves, with which the scores would go unseen.
    public static PersonalData on(Database database) {
        return new NamedRows(
                database,
                new Shape(
                        "customer_scores",
                        Whose.CUSTOMER,
                        "customer_scores",
                        "customer_id = ?",
                        List.of("customer_id"),
                        List.of(
                                "contract_name",
                                "contract_version",
                                "customer_id",
                                "model_version",
                                "stage",
                                "features",
                                "probability",
                                "risk_level",
                                "as_of"),
                        List.of(),
                        "as_of DESC, contract_name",
                        AtErasure.DELETED));
    }
}
