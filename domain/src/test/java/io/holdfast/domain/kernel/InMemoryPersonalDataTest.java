package io.holdfast.domain.kernel;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.kernel.PersonalData.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InMemoryPersonalDataTest implements PersonalDataContract {

    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryPersonalData data = new InMemoryPersonalData("notes", transactions);
    private int stored;

    @Override
    public PersonalData data() {
        return data;
    }

    @Override
    public Transactions transactions() {
        return transactions;
    }

    @Override
    public Person person() {
        return new Person.Customer("c1");
    }

    @Override
    public Person other() {
        return new Person.Customer("c2");
    }

    @Override
    public void store(Person person) {
        data.note(person, "note " + ++stored);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\u0000b"})
    void refuses_a_customer_without_an_id(String id) {
        assertThatThrownBy(() -> new Person.Customer(id))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refuses_a_customer_with_too_long_an_id() {
        var _ = new Person.Customer("x".repeat(200));

        assertThatThrownBy(() -> new Person.Customer("x".repeat(201)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
