package io.holdfast.adapters.persistence.models;

import io.holdfast.domain.models.ContractDocuments;
import io.holdfast.domain.models.FeatureContract;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Contracts as JSON documents, in UTF-8.
public final class JsonContractDocuments implements ContractDocuments {

    private final ContractJson json;

    public JsonContractDocuments(ContractJson json) {
        this.json = json;
    }

    @Override
    public Outcome read(byte[] content) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
            return switch (json.parse(text.toString())) {
                case ContractJson.Outcome.Parsed(var contract) -> new Outcome.Complete(contract);
                case ContractJson.Outcome.Versionless(var contract) ->
                        new Outcome.Versionless(contract);
                case ContractJson.Outcome.NotJson(var reason) -> new Outcome.Unreadable(reason);
                case ContractJson.Outcome.Invalid(var violations) ->
                        new Outcome.Invalid(violations);
            };
        } catch (CharacterCodingException _) {
            return new Outcome.Unreadable("is not valid UTF-8");
        }
    }

    @Override
    public String write(FeatureContract contract) {
        return json.pretty(contract);
    }
}
