package io.holdfast.adapters.persistence.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.adapters.persistence.TestDatabase;
import io.holdfast.domain.ingestion.ImportProfile;
import io.holdfast.domain.ingestion.ImportProfiles;
import io.holdfast.domain.ingestion.ImportProfilesContract;
import io.holdfast.domain.ingestion.SampleProfiles;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbcImportProfilesTest implements ImportProfilesContract {

    private final TestDatabase database = TestDatabase.migrated();
    private final PersistenceAdapter adapter =
            PersistenceAdapter.open(database.settings(), InstantSource.system());

    @BeforeEach
    void clear() {
        database.clear();
    }

    @AfterAll
    void close() {
        adapter.close();
        database.close();
    }

    @Override
    public ImportProfiles profiles() {
        return adapter.ingestion().importProfiles();
    }

    @Override
    public String document(ImportProfile profile) {
        var whole = ShopDocument.of(profile.name());
        return profile.sections().size() > 1
                ? whole
                : whole.replaceAll("(?s)\\{\"name\": \"customers\".*?\\]\\},", "");
    }

    @Override
    public String bundled() {
        return "c360";
    }

    @Test
    void takes_no_more_than_there_may_be() {
        database.execute(
                """
                INSERT INTO import_profiles (name, document, saved_by, saved_at, version, title, source,
                    sections)
                SELECT 'p' || n, '{}', 'ada', now(), 1, '', 'shop', '{customers}'
                FROM generate_series(1, 1000) AS n
                """);
        var profile = SampleProfiles.shop("own");

        assertThat(profiles().save(profile, document(profile), "ada", NOON))
                .isEqualTo(ImportProfiles.Saving.TOO_MANY);

        var known = SampleProfiles.shop("p7");
        assertThat(profiles().save(known, document(known), "ada", NOON))
                .isEqualTo(ImportProfiles.Saving.REPLACED);
    }
}
