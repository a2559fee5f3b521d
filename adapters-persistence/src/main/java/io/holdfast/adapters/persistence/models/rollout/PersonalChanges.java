package io.holdfast.adapters.persistence.models.rollout;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.adapters.persistence.NamedRows;
import io.holdfast.adapters.persistence.NamedRows.AtErasure;
import io.holdfast.domain.kernel.PersonalData;
import java.util.List;

/// Who changed what answers. The ledger tells who answers for a decision that was made about
/// customers, and is never changed; who began an experiment is no such record.
public final class PersonalChanges {

    private PersonalChanges() {}

    public static List<PersonalData> on(Database database) {
        return List.of(
                NamedRows.doings(
                        database,
                        "rollout_changes",
                        "deployments",
                        "changed_by",
                        List.of("contract_name", "revision", "kind", "reason", "changed_at"),
                        "changed_at DESC, id DESC",
                        AtErasure.KEPT),
                NamedRows.doings(
                        database,
                        "started_experiments",
                        "experiments",
                        "started_by",
                        List.of("name", "contract_name", "started_at", "ends_at", "ended_at"),
                        "started_at DESC, id DESC",
                        AtErasure.PSEUDONYMISED));
    }
}
