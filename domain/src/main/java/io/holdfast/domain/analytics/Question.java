package io.holdfast.domain.analytics;

import java.util.List;

/// An analysis, and which rows of its answer are wanted.
///
/// @param conditions all must hold
/// @param limit 1 to `MAX_LIMIT` rows; of groups one more, which shows that there are too many
/// @param offset rows that are left out before
public record Question(Analysis analysis, List<Condition> conditions, int limit, int offset) {

    public static final int MAX_LIMIT = 1_000;
    public static final int MAX_OFFSET = 100_000_000;

    public Question {
        conditions = List.copyOf(conditions);
        for (var condition : conditions) {
            if (!analysis.columns().contains(condition.column())) {
                throw new IllegalArgumentException(analysis + " has no " + condition.column());
            }
            if (condition instanceof Condition.After && analysis != Analysis.CUSTOMER_PROFILES) {
                throw new IllegalArgumentException(analysis + " is in another order");
            }
        }
        if (limit < 1 || limit > most(analysis)) {
            throw new IllegalArgumentException("limit " + limit);
        }
        if (offset < 0 || offset > MAX_OFFSET) {
            throw new IllegalArgumentException("offset " + offset);
        }
    }

    private static int most(Analysis analysis) {
        return analysis.isOfPersons() ? MAX_LIMIT : MAX_LIMIT + 1;
    }

    /// As many rows as may be. Of groups, of which sources make as many as they like, who is given
    /// more than `MAX_LIMIT` was not given all.
    public static Question all(Analysis analysis) {
        return new Question(analysis, List.of(), most(analysis), 0);
    }
}
