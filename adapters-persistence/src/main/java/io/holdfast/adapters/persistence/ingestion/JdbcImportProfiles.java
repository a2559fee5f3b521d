package io.holdfast.adapters.persistence.ingestion;

import io.holdfast.adapters.persistence.Database;
import io.holdfast.domain.ingestion.ImportProfile;
import io.holdfast.domain.ingestion.ImportProfileDocuments;
import io.holdfast.domain.ingestion.ImportProfiles;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The profiles of the release, and those in a table.
public final class JdbcImportProfiles implements ImportProfiles {

    /// Names the lock under which profiles are counted and added.
    private static final long SAVING = 0x686f_6c64_7072_0001L;

    /// Without the documents, which together may be as large as a gigabyte.
    private static final String LIST =
            """
            SELECT name, version, title, source, sections FROM import_profiles
            WHERE name > ? ORDER BY name LIMIT ?
            """;

    private static final String DOCUMENT = "SELECT document FROM import_profiles WHERE name = ?";

    private static final String COUNT =
            "SELECT count(*), count(*) FILTER (WHERE name = ?) FROM import_profiles";

    private static final String SAVE =
            """
            INSERT INTO import_profiles (name, document, saved_by, saved_at, version, title, source,
                sections)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET document = EXCLUDED.document,
                saved_by = EXCLUDED.saved_by, saved_at = EXCLUDED.saved_at,
                version = EXCLUDED.version, title = EXCLUDED.title, source = EXCLUDED.source,
                sections = EXCLUDED.sections
            """;

    private static final String REMOVE = "DELETE FROM import_profiles WHERE name = ?";

    private final Database database;
    private final ImportProfileDocuments documents;
    private final BundledProfiles bundled;

    public JdbcImportProfiles(Database database, ImportProfileDocuments documents) {
        this.database = database;
        this.documents = documents;
        this.bundled = new BundledProfiles(documents);
    }

    @Override
    public Optional<ImportProfile> find(String name) {
        var known = bundled.all().get(name);
        return known == null ? stored(name).map(this::read) : Optional.of(known);
    }

    @Override
    public List<Summary> list(String after, int limit) {
        var known = bundled.all().values().stream().map(Summary::of);
        return Stream.concat(known, stored(after, limit).stream())
                .filter(one -> one.name().compareTo(after) > 0)
                .sorted(Comparator.comparing(Summary::name))
                .limit(limit)
                .toList();
    }

    /// Anything else than what was found without fault is a surprise.
    private ImportProfile read(String document) {
        return switch (documents.read(document.getBytes(StandardCharsets.UTF_8))) {
            case ImportProfileDocuments.Outcome.Complete(var profile) -> profile;
            case ImportProfileDocuments.Outcome other ->
                    throw new IllegalStateException("not an import profile: " + other);
        };
    }

    @Override
    public Optional<String> document(String name) {
        return bundled.has(name) ? Optional.of(bundled.document(name)) : stored(name);
    }

    @Override
    public boolean isBundled(String name) {
        return bundled.has(name);
    }

    /// What is no name, such as a text with a zero in it, is not asked for: the database refuses
    /// it.
    private Optional<String> stored(String name) {
        if (!ImportProfile.isName(name)) {
            return Optional.empty();
        }
        return database.read(connection -> {
            try (var select = connection.prepareStatement(DOCUMENT)) {
                select.setString(1, name);
                try (var rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
                }
            }
        });
    }

    private List<Summary> stored(String after, int limit) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(LIST)) {
                select.setString(1, after);
                select.setInt(2, limit);
                try (var rows = select.executeQuery()) {
                    var found = new ArrayList<Summary>();
                    while (rows.next()) {
                        found.add(
                                new Summary(
                                        rows.getString(1),
                                        rows.getInt(2),
                                        rows.getString(3),
                                        rows.getString(4),
                                        List.of((String[]) rows.getArray(5).getArray())));
                    }
                    return List.copyOf(found);
                }
            }
        });
    }

    @Override
    public Saving save(ImportProfile profile, String document, String by, Instant at) {
        if (bundled.has(profile.name())) {
            return Saving.BUNDLED;
        }
        return database.write(connection -> {
            var saving = saving(connection, profile.name());
            if (saving != Saving.TOO_MANY) {
                try (var save = connection.prepareStatement(SAVE)) {
                    save.setString(1, profile.name());
                    save.setString(2, document);
                    save.setString(3, by);
                    save.setObject(4, at.atOffset(ZoneOffset.UTC));
                    save.setInt(5, profile.version());
                    save.setString(6, StoredText.of(profile.title()));
                    save.setString(7, profile.source());
                    save.setArray(
                            8, connection.createArrayOf("text", profile.sectionNames().toArray()));
                    save.executeUpdate();
                }
            }
            return saving;
        });
    }

    /// Until the end of the transaction nobody else saves.
    private static Saving saving(Connection connection, String name) throws SQLException {
        try (var lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
            lock.setLong(1, SAVING);
            lock.execute();
        }
        try (var count = connection.prepareStatement(COUNT)) {
            count.setString(1, name);
            try (var rows = count.executeQuery()) {
                rows.next();
                if (rows.getInt(2) > 0) {
                    return Saving.REPLACED;
                }
                return rows.getInt(1) < MAX_STORED ? Saving.ADDED : Saving.TOO_MANY;
            }
        }
    }

    @Override
    public boolean remove(String name) {
        if (!ImportProfile.isName(name)) {
            return false;
        }
        return database.write(connection -> {
            try (var remove = connection.prepareStatement(REMOVE)) {
                remove.setString(1, name);
                return remove.executeUpdate() == 1;
            }
        });
    }
}
