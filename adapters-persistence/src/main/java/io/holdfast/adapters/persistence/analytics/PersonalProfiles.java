package io.holdfast.adapters.persistence.analytics;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.adapters.persistence.NamedRows;
import io.holdfast.adapters.persistence.NamedRows.AtErasure;
import io.holdfast.adapters.persistence.NamedRows.Shape;
import io.holdfast.adapters.persistence.NamedRows.Whose;
import io.holdfast.domain.analytics.Analysis;
import io.holdfast.domain.kernel.PersonalData;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The kept profiles of Customer-360, and the answers that nodes remember. Made from the facts, so
/// that nothing of it is kept under a pseudonym: the next refresh makes that profile.
public final class PersonalProfiles implements PersonalData {

    private static final List<String> COLUMNS =
            Stream.concat(
                            Analysis.CUSTOMER_PROFILES.columns().stream(),
                            Stream.of("product_cost", "costed_revenue"))
                    .toList();

    private final Database database;
    private final NamedRows rows;

    private PersonalProfiles(Database database) {
        this.database = database;
        this.rows =
                new NamedRows(
                        database,
                        new Shape(
                                "customer_360",
                                Whose.CUSTOMER,
                                "customer_360_kept",
                                "customer_id = ?",
                                List.of(),
                                COLUMNS,
                                List.of(),
                                "build DESC",
                                AtErasure.DELETED));
    }

    public static List<PersonalData> on(Database database) {
        return List.of(new PersonalProfiles(database));
    }

    @Override
    public String name() {
        return rows.name();
    }

    @Override
    public Set<String> columns() {
        return rows.columns();
    }

    @Override
    public Section export(Person person, int limit) {
        return rows.export(person, limit);
    }

    @Override
    public Erasure erase(Person person, String pseudonym) {
        return switch (person) {
            case Person.Account _ -> rows.erase(person, pseudonym);
            case Person.Customer _ ->
                    database.lock(connection -> {
                        ProfileLocks.shareKeeping(connection);
                        try (var notify = connection.createStatement()) {
                            notify.execute("NOTIFY " + CachedAnalyticsQueries.CHANNEL);
                        }
                        return rows.erase(person, pseudonym);
                    });
        };
    }
}
