package io.holdfast.domain.identity;

import io.holdfast.domain.kernel.InMemoryTransactions;

final class InMemoryApiKeysUsageTest implements KeyUsageContract {

    private final InMemoryApiKeys apiKeys = new InMemoryApiKeys(new InMemoryTransactions());

    @Override
    public KeyUsage keyUsage() {
        return apiKeys;
    }

    @Override
    public ApiKeys apiKeys() {
        return apiKeys;
    }

    @Override
    public ApiKeyQueries apiKeyQueries() {
        return apiKeys;
    }

    @Override
    public void settle() {
        // Known at once.
    }
}
