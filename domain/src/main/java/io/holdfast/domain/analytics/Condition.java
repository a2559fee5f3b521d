package io.holdfast.domain.analytics;

import java.math.BigDecimal;
import java.util.Set;

/// What rows of an answer must be. What is unknown meets no condition.
public sealed interface Condition {

    /// Of the answer.
    String column();

    record OneOf(String column, Set<String> texts) implements Condition {
        public OneOf {
            texts = Set.copyOf(texts);
        }
    }

    record MoreThan(String column, BigDecimal bound) implements Condition {}

    record AtLeast(String column, BigDecimal bound) implements Condition {}

    record AtMost(String column, BigDecimal bound) implements Condition {}

    record Is(String column, boolean flag) implements Condition {}

    /// Comes later in the list of profiles than the one with these figures.
    record After(BigDecimal health, BigDecimal spent, String customerId) implements Condition {
        @Override
        public String column() {
            return "customer_id";
        }
    }
}
