package io.holdfast.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/// Conditions and predicates out of plain functions.
final class Conditions {

    private Conditions() {}

    static <T> DescribedPredicate<T> that(String description, Predicate<? super T> test) {
        return DescribedPredicate.describe(description, test);
    }

    /// @param faults of one item; each names the class it is in
    static <T> ArchCondition<T> have(String description, Function<? super T, List<String>> faults) {
        return new ArchCondition<>(description) {
            @Override
            public void check(T item, ConditionEvents events) {
                faults.apply(item)
                        .forEach(fault -> events.add(SimpleConditionEvent.violated(item, fault)));
            }
        };
    }
}
