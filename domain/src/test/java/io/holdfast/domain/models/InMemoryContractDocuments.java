package io.holdfast.domain.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.domain.kernel.Violation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Documents that only name the contract they stand for: `7 tiny@1`. Without the version it reads
/// `7 tiny`, and anything else that begins with a number is faulty.
public final class InMemoryContractDocuments implements ContractDocuments {

    private final Map<String, FeatureContract> written = new ConcurrentHashMap<>();

    @Override
    public Outcome read(byte[] content) {
        var text = new String(content, UTF_8);
        var contract = written.get(text);
        if (contract != null) {
            return new Outcome.Complete(contract);
        }
        if (!text.matches("\\d.*")) {
            return new Outcome.Unreadable("is no document");
        }
        return written.entrySet().stream()
                .filter(entry -> entry.getKey().replaceAll("@.*", "").equals(text))
                .findFirst()
                .<Outcome>map(entry -> new Outcome.Versionless(entry.getValue().withVersion(1)))
                .orElse(new Outcome.Invalid(List.of(Violation.atRoot("is not known"))));
    }

    @Override
    public String write(FeatureContract contract) {
        var text = written.size() + " " + contract.id();
        written.put(text, contract);
        return text;
    }
}
