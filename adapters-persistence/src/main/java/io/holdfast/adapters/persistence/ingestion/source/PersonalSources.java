package io.holdfast.adapters.persistence.ingestion.source;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.adapters.persistence.NamedRows;
import io.holdfast.adapters.persistence.NamedRows.AtErasure;
import io.holdfast.domain.kernel.PersonalData;
import java.util.List;

/// Who added which source.
public final class PersonalSources {

    private PersonalSources() {}

    public static List<PersonalData> on(Database database) {
        return List.of(
                NamedRows.doings(
                        database,
                        "added_sources",
                        "sources",
                        "added_by",
                        List.of("name", "added_at"),
                        "added_at DESC, name",
                        AtErasure.PSEUDONYMISED));
    }
}
