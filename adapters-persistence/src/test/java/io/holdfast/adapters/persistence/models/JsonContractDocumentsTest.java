package io.holdfast.adapters.persistence.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.adapters.persistence.PersistenceAdapter;
import io.holdfast.domain.models.ContractDocuments;
import io.holdfast.domain.models.ContractDocumentsContract;

final class JsonContractDocumentsTest implements ContractDocumentsContract {

    @Override
    public ContractDocuments documents() {
        return PersistenceAdapter.contractDocuments();
    }

    @Override
    public byte[] withoutVersion(String written) {
        return written.replaceAll("\"version\" : \\d+,", "").getBytes(UTF_8);
    }

    @Override
    public byte[] faulty(String written) {
        return written.replace("\"title\"", "\"tittle\"").getBytes(UTF_8);
    }
}
