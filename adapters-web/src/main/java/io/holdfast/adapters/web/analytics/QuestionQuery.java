package io.holdfast.adapters.web.analytics;

import io.holdfast.adapters.web.http.QueryCheck;
import io.holdfast.domain.analytics.Analysis;
import io.holdfast.domain.analytics.Condition;
import io.holdfast.domain.analytics.Question;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads which rows of an answer are wanted.
final class QuestionQuery {

    private static final int DEFAULT_CUSTOMERS = 50;
    private static final int DEFAULT_PROFILES = 100;
    private static final BigDecimal DEFAULT_VALUE = BigDecimal.valueOf(1_000);
    private static final BigDecimal MAX_HEALTH = BigDecimal.valueOf(5);
    private static final BigDecimal MAX_VALUE = BigDecimal.valueOf(1_000_000_000_000L);
    private static final int MAX_NAME_LENGTH = 200;
    private static final Set<String> STATUSES =
            Set.of("Never Purchased", "Active", "At Risk", "Churned");

    private static final String HEALTH = "customer_health_score";
    private static final String VALUE = "lifetime_value";

    private QuestionQuery() {}

    static Question read(Analysis analysis, QueryCheck check) {
        return switch (analysis) {
            case CHURN_RISK_CUSTOMERS -> churnRisk(check);
            case CROSS_SELL_OPPORTUNITIES ->
                    new Question(analysis, List.of(), limit(check, DEFAULT_CUSTOMERS), 0);
            case CUSTOMER_PROFILES -> profiles(check);
            case CUSTOMER_HEALTH_OVERVIEW,
                    LOYALTY_PROGRAM_METRICS,
                    CUSTOMER_SEGMENTATION,
                    DIGITAL_ENGAGEMENT_ANALYSIS,
                    CATEGORY_INSIGHTS,
                    CUSTOMER_LIFETIME_VALUE,
                    REVENUE_ANALYSIS,
                    RFM_SEGMENTATION,
                    PROFITABILITY_METRICS,
                    SUPPORT_INSIGHTS,
                    LIFECYCLE_ANALYSIS ->
                    Question.all(analysis);
        };
    }

    private static int limit(QueryCheck check, int otherwise) {
        return check.number("limit", 1, Question.MAX_LIMIT, otherwise);
    }

    private static Question churnRisk(QueryCheck check) {
        var least = check.decimals("min_lifetime_value", MAX_VALUE);
        var condition =
                new Condition.MoreThan(VALUE, least.isEmpty() ? DEFAULT_VALUE : least.getFirst());
        int limit = limit(check, DEFAULT_CUSTOMERS);
        return new Question(Analysis.CHURN_RISK_CUSTOMERS, List.of(condition), limit, 0);
    }

    private static Question profiles(QueryCheck check) {
        var conditions = new ArrayList<Condition>();
        var statuses =
                check.texts(
                        "customer_status",
                        STATUSES::contains,
                        "Never Purchased, Active, At Risk or Churned");
        if (!statuses.isEmpty()) {
            conditions.add(new Condition.OneOf("customer_status", statuses));
        }
        conditions.addAll(range(check, "health_score", HEALTH, MAX_HEALTH));
        for (var column : List.of("customer_segment", "loyalty_tier")) {
            var name =
                    check.text(
                            column,
                            QuestionQuery::isName,
                            "a text of 1 to " + MAX_NAME_LENGTH + " characters",
                            "");
            if (!name.isEmpty()) {
                conditions.add(new Condition.OneOf(column, Set.of(name)));
            }
        }
        conditions.addAll(range(check, "lifetime_value", VALUE, MAX_VALUE));
        // Who asks for all does not ask for those without risk.
        if (check.flags("churn_risk_only").contains(true)) {
            conditions.add(new Condition.Is("churn_risk_flag", true));
        }
        for (boolean used : check.flags("has_app_usage")) {
            conditions.add(new Condition.Is("is_app_user", used));
        }
        int limit = limit(check, DEFAULT_PROFILES);
        var cursor =
                check.text(
                        "cursor", ProfileCursor::isCursor, "a cursor from an earlier answer", "");
        ProfileCursor.read(cursor).ifPresent(conditions::add);
        // A cursor says by itself where the page begins.
        int offset = check.number("offset", 0, cursor.isEmpty() ? Question.MAX_OFFSET : 0, 0);
        return new Question(Analysis.CUSTOMER_PROFILES, conditions, limit, offset);
    }

    /// @param name of the parameters, after `min_` and `max_`
    private static List<Condition> range(
            QueryCheck check, String name, String column, BigDecimal max) {
        var least = check.decimals("min_" + name, max);
        var most = check.decimals("max_" + name, max);
        var conditions = new ArrayList<Condition>();
        least.forEach(bound -> conditions.add(new Condition.AtLeast(column, bound)));
        most.forEach(bound -> conditions.add(new Condition.AtMost(column, bound)));
        check.refuseIf(
                !least.isEmpty()
                        && !most.isEmpty()
                        && least.getFirst().compareTo(most.getFirst()) > 0,
                "max_" + name,
                "must not be less than min_" + name);
        return conditions;
    }

    private static boolean isName(String text) {
        return !text.isEmpty() && text.length() <= MAX_NAME_LENGTH && text.indexOf('\0') < 0;
    }
}
