package io.holdfast.adapters.persistence.monitoring;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.adapters.persistence.NamedRows;
import io.holdfast.adapters.persistence.NamedRows.AtErasure;
import io.holdfast.adapters.persistence.NamedRows.Shape;
import io.holdfast.adapters.persistence.NamedRows.Whose;
import io.holdfast.domain.kernel.PersonalData;
import java.util.List;

/// What became of customers, and who told it. The facts stay, since the figures of rollouts rest on
/// them.
public final class PersonalOutcomes {

    private PersonalOutcomes() {}

    public static List<PersonalData> on(Database database) {
        return List.of(
                new NamedRows(
                        database,
                        new Shape(
                                "outcomes",
                                Whose.CUSTOMER,
                                "outcomes",
                                "entity = ?",
                                List.of("entity"),
                                List.of("contract_name", "entity", "positive", "recorded_at"),
                                List.of(),
                                "id DESC",
                                AtErasure.PSEUDONYMISED)),
                NamedRows.doings(
                        database,
                        "recorded_outcomes",
                        "outcomes",
                        "recorded_by",
                        List.of("contract_name", "recorded_at"),
                        "id DESC",
                        AtErasure.PSEUDONYMISED));
    }
}
