package io.holdfast.domain.models;

import static java.nio.charset.StandardCharsets.UTF_8;

final class InMemoryContractDocumentsTest implements ContractDocumentsContract {

    private final InMemoryContractDocuments documents = new InMemoryContractDocuments();

    @Override
    public ContractDocuments documents() {
        return documents;
    }

    @Override
    public byte[] withoutVersion(String written) {
        return written.replaceAll("@.*", "").getBytes(UTF_8);
    }

    @Override
    public byte[] faulty(String written) {
        return (written + "?").getBytes(UTF_8);
    }
}
