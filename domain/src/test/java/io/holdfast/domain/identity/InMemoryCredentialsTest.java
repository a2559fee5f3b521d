package io.holdfast.domain.identity;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Transactions;

final class InMemoryCredentialsTest implements CredentialsContract {

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryUsers users = new InMemoryUsers(transactions);
    private final InMemorySessions sessions = new InMemorySessions(transactions, users);
    private final InMemoryApiKeys apiKeys = new InMemoryApiKeys(transactions);
    private final InMemoryCredentials credentials =
            new InMemoryCredentials(apiKeys, sessions, users);

    @Override
    public Credentials credentials() {
        return credentials;
    }

    @Override
    public Users users() {
        return users;
    }

    @Override
    public Sessions sessions() {
        return sessions;
    }

    @Override
    public ApiKeys apiKeys() {
        return apiKeys;
    }

    @Override
    public Transactions transactions() {
        return transactions;
    }
}
