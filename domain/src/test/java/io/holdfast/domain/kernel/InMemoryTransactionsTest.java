package io.holdfast.domain.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

final class InMemoryTransactionsTest implements TransactionsContract {

    private final List<String> marks = Collections.synchronizedList(new ArrayList<>());
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    InMemoryTransactionsTest() {
        transactions.enlist(() -> {
            var before = List.copyOf(marks);
            return () -> {
                marks.clear();
                marks.addAll(before);
            };
        });
    }

    @Override
    public Transactions transactions() {
        return transactions;
    }

    @Override
    public void write(String mark) {
        marks.add(mark);
    }

    @Override
    public List<String> written() {
        return List.copyOf(marks);
    }
}
