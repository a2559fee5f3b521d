package io.holdfast.domain.analytics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Knows profiles of customers who never bought anything, and what it is told to answer else.
public final class InMemoryAnalyticsQueries implements AnalyticsQueries {

    private static final Answer.Cell UNKNOWN = new Answer.Cell.Unknown();

    private final Map<String, List<Answer.Cell>> profiles = new TreeMap<>();
    private final Map<Analysis, List<List<Answer.Cell>>> told = new TreeMap<>();

    /// As it was asked, for tests to look at.
    public record Asked(Question question, Instant asOf) {}

    public final List<Asked> asked = new ArrayList<>();

    public void addCustomer(String id, String segment, BigDecimal lifetimeValue) {
        var known =
                Map.<String, Answer.Cell>of(
                        "customer_id", new Answer.Cell.Text(id),
                        "customer_segment", new Answer.Cell.Text(segment),
                        "lifetime_value", new Answer.Cell.Figure(lifetimeValue),
                        "churn_risk_flag", new Answer.Cell.Flag(false),
                        "is_app_user", new Answer.Cell.Flag(false));
        profiles.put(
                id,
                Analysis.CUSTOMER_PROFILES.columns().stream()
                        .map(column -> known.getOrDefault(column, UNKNOWN))
                        .toList());
    }

    /// What is answered to an analysis but the profiles.
    public void tell(Analysis analysis, List<List<Answer.Cell>> rows) {
        told.put(analysis, rows);
    }

    @Override
    public Answer answer(Question question, Instant asOf) {
        asked.add(new Asked(question, asOf));
        var analysis = question.analysis();
        var rows =
                analysis == Analysis.CUSTOMER_PROFILES
                        ? List.copyOf(profiles.values())
                        : told.getOrDefault(analysis, List.of());
        return new Answer(
                rows.stream()
                        .filter(row ->
                                question.conditions().stream()
                                        .allMatch(condition -> holds(condition, analysis, row)))
                        .skip(question.offset())
                        .limit(question.limit())
                        .toList());
    }

    private static boolean holds(Condition condition, Analysis analysis, List<Answer.Cell> row) {
        var cell = row.get(analysis.columns().indexOf(condition.column()));
        return switch (condition) {
            case Condition.OneOf(var _, var texts) ->
                    cell instanceof Answer.Cell.Text(var text) && texts.contains(text);
            case Condition.MoreThan(var _, var bound) -> compare(cell, bound, 1, 1);
            case Condition.AtLeast(var _, var bound) -> compare(cell, bound, 0, 1);
            case Condition.AtMost(var _, var bound) -> compare(cell, bound, -1, 0);
            case Condition.Is(var _, var flag) -> cell.equals(new Answer.Cell.Flag(flag));
        };
    }

    private static boolean compare(Answer.Cell cell, BigDecimal bound, int min, int max) {
        if (!(cell instanceof Answer.Cell.Figure(var value))) {
            return false;
        }
        int order = Integer.signum(value.compareTo(bound));
        return order >= min && order <= max;
    }
}
