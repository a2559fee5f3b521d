package io.holdfast.adapters.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Nothing about people is stored that nobody can export and erase.
final class PersonalColumnsTest {

    private static final String LIST = "/columns-about-nobody.txt";

    private static final String WHAT_TO_DO =
            """
            Every column of the schema is either about people or not, and somebody has to say so.
            - It says who somebody is, or what somebody did or is said to be: let the feature's
              `PersonalData` (see `PersistenceAdapter.personalData`) name it in `columns()`, export
              it and erase it, and tell it in docs/privacy.md.
            - It is about nobody: add it to adapters-persistence/src/test/resources%s.
            """
                    .formatted(LIST);

    /// Without the partitions, which have the columns of their tables, and Flyway's own table.
    private static final String COLUMNS =
            """
            SELECT c.table_name || '.' || c.column_name
            FROM information_schema.columns AS c
            JOIN pg_class ON pg_class.oid = quote_ident(c.table_name)::regclass
            WHERE c.table_schema = current_schema()
                AND NOT relispartition
                AND c.table_name <> 'flyway_schema_history'
            """;

    private static Set<String> inDatabase(TestDatabase database) throws SQLException {
        var columns = new TreeSet<String>();
        try (var connection = database.connect();
                var select = connection.prepareStatement(COLUMNS);
                var rows = select.executeQuery()) {
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
        }
        return columns;
    }

    private static List<String> aboutNobody() throws IOException {
        try (var in = Objects.requireNonNull(PersonalColumnsTest.class.getResourceAsStream(LIST))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    @Test
    void every_column_is_covered_or_is_about_nobody() throws SQLException, IOException {
        try (var database = TestDatabase.migrated();
                var adapter =
                        PersistenceAdapter.open(database.settings(), InstantSource.system())) {
            var about =
                    adapter.personalData().stream()
                            .flatMap(data -> data.columns().stream())
                            .collect(Collectors.toCollection(TreeSet::new));
            var nobody = aboutNobody();
            var columns = inDatabase(database);

            assertThat(nobody).as("no column is listed twice").doesNotHaveDuplicates();
            assertThat(about).as("none is both").doesNotContainAnyElementsOf(nobody);
            var said = new TreeSet<>(about);
            said.addAll(nobody);
            assertThat(columns).as("new columns.\n" + WHAT_TO_DO).isSubsetOf(said);
            assertThat(said).as("columns that are gone").isSubsetOf(columns);
        }
    }
}
