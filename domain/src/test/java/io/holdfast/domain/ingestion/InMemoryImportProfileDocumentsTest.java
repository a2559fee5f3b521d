package io.holdfast.domain.ingestion;

final class InMemoryImportProfileDocumentsTest implements ImportProfileDocumentsContract {

    @Override
    public ImportProfileDocuments documents() {
        return new InMemoryImportProfileDocuments();
    }

    @Override
    public String shop(String name) {
        return InMemoryImportProfileDocuments.of(name);
    }
}
