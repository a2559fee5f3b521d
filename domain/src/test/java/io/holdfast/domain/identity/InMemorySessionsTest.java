package io.holdfast.domain.identity;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Transactions;

final class InMemorySessionsTest implements SessionsContract {

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryUsers users = new InMemoryUsers(transactions);
    private final InMemorySessions sessions = new InMemorySessions(transactions, users);

    @Override
    public Users users() {
        return users;
    }

    @Override
    public Sessions sessions() {
        return sessions;
    }

    @Override
    public SessionQueries sessionQueries() {
        return sessions;
    }

    @Override
    public Transactions transactions() {
        return transactions;
    }
}
