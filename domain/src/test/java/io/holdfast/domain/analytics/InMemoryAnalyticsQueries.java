package io.holdfast.domain.analytics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Knows profiles of customers who never bought anything, and what it is told to answer else.
public final class InMemoryAnalyticsQueries implements AnalyticsQueries {

    public static final Instant LATEST = Instant.MAX;

    private static final Answer.Cell ONE = new Answer.Cell.Figure(BigDecimal.ONE);
    private static final Answer.Cell ZERO = new Answer.Cell.Figure(BigDecimal.ZERO);
    private static final Answer.Cell NO = new Answer.Cell.Flag(false);
    private static final Answer.Cell UNKNOWN = new Answer.Cell.Unknown();

    /// What is known of everybody.
    private static final Map<String, Answer.Cell> NEVER_BOUGHT =
            Map.ofEntries(
                    Map.entry("customer_name", new Answer.Cell.Text("")),
                    Map.entry("value_segment", new Answer.Cell.Text("Low Value")),
                    Map.entry("customer_status", new Answer.Cell.Text("Never Purchased")),
                    Map.entry("support_satisfaction_level", new Answer.Cell.Text("No Contact")),
                    Map.entry("total_transactions", ZERO),
                    Map.entry("total_spent", ZERO),
                    Map.entry("avg_order_value", ZERO),
                    Map.entry("total_discount", ZERO),
                    Map.entry("channels_used", ZERO),
                    Map.entry("recency_score", ONE),
                    Map.entry("frequency_score", ONE),
                    Map.entry("monetary_score", ONE),
                    Map.entry("customer_health_score", ONE),
                    Map.entry("total_app_sessions", ZERO),
                    Map.entry("app_engagement_score", ZERO),
                    Map.entry("total_support_tickets", ZERO),
                    Map.entry("urgent_support_tickets", ZERO),
                    Map.entry("churn_risk_flag", NO),
                    Map.entry("is_app_user", NO),
                    Map.entry("is_digital_native", NO));

    private final Map<String, List<Answer.Cell>> profiles = new TreeMap<>();
    private final Map<Analysis, List<List<Answer.Cell>>> told = new TreeMap<>();

    private final Instant now;
    private Instant kept;
    private boolean stale;

    public InMemoryAnalyticsQueries(Instant now) {
        this.now = now;
        this.kept = now;
    }

    /// What is kept is as of this moment from here on.
    public void keep(Instant moment) {
        kept = moment;
    }

    /// What is kept is stale from here on.
    public void age() {
        stale = true;
    }

    /// As it was asked, for tests to look at.
    ///
    /// @param asOf `LATEST` for what is kept
    public record Asked(Question question, Instant asOf) {}

    public final List<Asked> asked = new CopyOnWriteArrayList<>();

    public void addCustomer(String id, String segment, BigDecimal lifetimeValue) {
        var known = new TreeMap<>(NEVER_BOUGHT);
        known.put("customer_id", new Answer.Cell.Text(id));
        known.put("customer_segment", new Answer.Cell.Text(segment));
        known.put("lifetime_value", new Answer.Cell.Figure(lifetimeValue));
        profiles.put(
                id,
                Analysis.CUSTOMER_PROFILES.columns().stream()
                        .map(column -> known.getOrDefault(column, UNKNOWN))
                        .toList());
    }

    /// What is answered to an analysis; the profiles are those of the customers unless told.
    public void tell(Analysis analysis, List<List<Answer.Cell>> rows) {
        told.put(analysis, rows);
    }

    @Override
    public Answer answer(Question question, Instant asOf) {
        asked.add(new Asked(question, asOf));
        return Answer.of(rows(question), asOf, now);
    }

    @Override
    public Answer latest(Question question) {
        asked.add(new Asked(question, LATEST));
        var answer = Answer.of(rows(question), kept, kept);
        return stale ? answer.asStale() : answer;
    }

    private List<List<Answer.Cell>> rows(Question question) {
        var analysis = question.analysis();
        var rows =
                told.getOrDefault(
                        analysis,
                        analysis == Analysis.CUSTOMER_PROFILES
                                ? List.copyOf(profiles.values())
                                : List.of());
        return rows.stream()
                .filter(row ->
                        question.conditions().stream()
                                .allMatch(condition -> holds(condition, analysis, row)))
                .skip(question.offset())
                .limit(question.limit())
                .toList();
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
            case Condition.After(var _, var _, var id) ->
                    cell instanceof Answer.Cell.Text(var text) && text.compareTo(id) > 0;
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
