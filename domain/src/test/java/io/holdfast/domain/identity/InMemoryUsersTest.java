package io.holdfast.domain.identity;

import io.holdfast.domain.kernel.InMemoryTransactions;
import io.holdfast.domain.kernel.Transactions;

final class InMemoryUsersTest implements UsersContract {

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryUsers users = new InMemoryUsers(transactions);

    @Override
    public Users users() {
        return users;
    }

    @Override
    public UserQueries userQueries() {
        return users;
    }

    @Override
    public Transactions transactions() {
        return transactions;
    }
}
