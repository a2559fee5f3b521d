package io.holdfast.domain.identity;

import io.holdfast.domain.kernel.InMemoryTransactions;

final class InMemoryApiKeysTest implements ApiKeysContract {

    private final ApiKeys apiKeys = new InMemoryApiKeys(new InMemoryTransactions());

    @Override
    public ApiKeys apiKeys() {
        return apiKeys;
    }
}
