package io.holdfast.domain.kernel;

final class InMemoryKeptAnswersTest implements KeptAnswersContract {

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryKeptAnswers answers = new InMemoryKeptAnswers(transactions);

    @Override
    public KeptAnswers answers() {
        return answers;
    }

    @Override
    public Transactions transactions() {
        return transactions;
    }
}
