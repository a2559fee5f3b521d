package io.holdfast.adapters.persistence.ingestion;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.adapters.persistence.NamedRows;
import io.holdfast.adapters.persistence.NamedRows.AtErasure;
import io.holdfast.adapters.persistence.NamedRows.Shape;
import io.holdfast.adapters.persistence.NamedRows.Whose;
import io.holdfast.domain.kernel.PersonalData;
import java.util.List;

/// Who imported what, and the cells of rejected rows. Such a cell leads to a customer only where it
/// is the id; the others are kept for a short time instead.
public final class PersonalImports {

    private PersonalImports() {}

    public static List<PersonalData> on(Database database) {
        return List.of(
                new NamedRows(
                        database,
                        new Shape(
                                "rejected_cells",
                                Whose.CUSTOMER,
                                "import_rejections",
                                "value = ?",
                                List.of(),
                                List.of("line", "column_name", "value", "reason"),
                                List.of(),
                                "import_id DESC, line, position",
                                AtErasure.DELETED)),
                NamedRows.doings(
                        database,
                        "imports",
                        "imports",
                        "started_by",
                        List.of("profile", "section", "file_name", "started_at", "status"),
                        "id DESC",
                        AtErasure.PSEUDONYMISED),
                NamedRows.doings(
                        database,
                        "import_profiles",
                        "import_profiles",
                        "saved_by",
                        List.of("name", "saved_at"),
                        "saved_at DESC, name",
                        AtErasure.PSEUDONYMISED));
    }
}
