package io.holdfast.domain.ingestion;

final class InMemoryImportProfilesTest implements ImportProfilesContract {

    private final InMemoryImportProfiles profiles = new InMemoryImportProfiles();

    @Override
    public ImportProfiles profiles() {
        return profiles;
    }

    @Override
    public String document(ImportProfile profile) {
        return profile.toString();
    }

    @Override
    public String bundled() {
        return "shop";
    }
}
