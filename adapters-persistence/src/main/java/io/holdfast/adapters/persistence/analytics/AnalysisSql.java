package io.holdfast.adapters.persistence.analytics;

import io.holdfast.domain.analytics.Analysis;

/// How an analysis is asked: over `customer_360` or `customer_360_categories`, whose one parameter
/// is the moment, or over what a build has kept of them. `costs.ticket` is what a support ticket
/// costs.
///
/// @param select has the columns of the analysis by their names
/// @param order of the columns, down to one that is unique
record AnalysisSql(String select, String order) {

    private static final String HEALTH =
            """
            SELECT customer_status, count(*) AS customer_count,
                   round(avg(customer_health_score), 2) AS avg_health_score,
                   round(avg(total_spent), 2) AS avg_total_spent,
                   round(avg(total_transactions), 1) AS avg_transactions
            FROM customer_360(?)
            GROUP BY customer_status
            """;

    private static final String CHURN_RISK =
            """
            SELECT customer_id, customer_name, first_name, last_name, email, customer_segment,
                   loyalty_tier, total_spent, last_purchase_date, customer_health_score,
                   lifetime_value, 'CHURN RISK' AS risk_status
            FROM customer_360(?)
            WHERE churn_risk_flag
            """;

    private static final String LOYALTY =
            """
            SELECT loyalty_tier, count(*) AS customer_count,
                   round(avg(lifetime_value), 2) AS avg_lifetime_value,
                   round(avg(total_spent), 2) AS avg_total_spent,
                   round(avg(points_balance), 0) AS avg_points_balance,
                   round(avg(redemption_rate) * 100, 1) AS avg_redemption_rate_pct
            FROM customer_360(?)
            WHERE loyalty_tier IS NOT NULL
            GROUP BY loyalty_tier
            """;

    private static final String SEGMENTATION =
            """
            SELECT value_segment AS segment_name, count(*) AS customer_count,
                   round(avg(lifetime_value), 2) AS avg_lifetime_value,
                   round(avg(customer_health_score), 2) AS avg_health_score,
                   round(avg(churn_risk_flag::integer) * 100, 2) AS churn_risk_percentage
            FROM customer_360(?)
            GROUP BY value_segment
            """;

    private static final String ENGAGEMENT =
            """
            SELECT generation_segment, count(*) AS total_customers,
                   count(*) FILTER (WHERE is_app_user) AS app_users,
                   count(*) FILTER (WHERE is_digital_native) AS digital_natives,
                   round(avg(app_engagement_score), 1) AS avg_engagement_score,
                   round(avg(is_app_user::integer) * 100, 1) AS app_adoption_rate_pct
            FROM customer_360(?)
            GROUP BY generation_segment
            """;

    private static final String CROSS_SELL =
            """
            SELECT *
            FROM (
                SELECT customer_id, customer_name, customer_segment, loyalty_tier, channels_used,
                       total_spent,
                       array_remove(ARRAY[
                           CASE WHEN channels_used = 1 AND total_transactions > 3
                                THEN 'Channel Expansion' END,
                           CASE WHEN loyalty_tier IN ('Bronze', 'Silver') AND lifetime_value > 2000
                                THEN 'Tier Upgrade' END,
                           CASE WHEN customer_status = 'Active' AND NOT is_app_user
                                THEN 'App Adoption' END], NULL) AS opportunities
                FROM customer_360(?)
            ) AS offered
            WHERE cardinality(opportunities) > 0
            """;

    private static final String CATEGORIES =
            """
            SELECT category, customer_count, avg_order_value, total_revenue, repeat_purchase_rate
            FROM customer_360_categories(?)
            """;

    private static final String LIFETIME_VALUE =
            """
            SELECT value_segment, count(*) AS customer_count,
                   round(avg(lifetime_value), 2) AS avg_lifetime_value,
                   sum(total_spent) AS total_revenue,
                   round(avg(total_transactions), 2) AS avg_transactions_per_customer
            FROM customer_360(?)
            GROUP BY value_segment
            """;

    private static final String REVENUE =
            """
            SELECT customer_segment, count(*) AS customer_count, sum(total_spent) AS total_revenue,
                   round(avg(total_spent), 2) AS avg_revenue_per_customer,
                   round(coalesce(sum(total_spent) / nullif(sum(sum(total_spent)) OVER (), 0), 0)
                         * 100, 2) AS percentage_of_total_revenue
            FROM customer_360(?)
            GROUP BY customer_segment
            """;

    private static final String RFM =
            """
            SELECT recency_score, frequency_score, monetary_score, count(*) AS customer_count,
                   round(avg(total_spent), 2) AS avg_total_spent,
                   CASE
                       WHEN recency_score >= 4 AND frequency_score >= 4 AND monetary_score >= 4
                           THEN 'Champions'
                       WHEN recency_score >= 3 AND frequency_score >= 3 AND monetary_score >= 4
                           THEN 'Loyal Customers'
                       WHEN recency_score >= 4 AND frequency_score <= 2 AND monetary_score >= 3
                           THEN 'Big Spenders'
                       WHEN recency_score >= 4 AND frequency_score >= 3 AND monetary_score <= 2
                           THEN 'Potential Loyalists'
                       WHEN recency_score <= 2 AND frequency_score >= 3 AND monetary_score >= 3
                           THEN 'At Risk'
                       WHEN recency_score <= 2 AND frequency_score <= 2 THEN 'Hibernating'
                       ELSE 'Others'
                   END AS business_segment
            FROM customer_360(?)
            GROUP BY recency_score, frequency_score, monetary_score
            """;

    /// A customer's margin is of what has a cost.
    private static final String PROFITABILITY =
            """
            SELECT loyalty_tier AS customer_tier, count(*) AS customer_count,
                   sum(total_spent) AS total_revenue,
                   round(avg((costed_revenue - product_cost) / nullif(costed_revenue, 0)), 4)
                       AS avg_profit_margin,
                   round(sum(total_support_tickets * costs.ticket + total_discount), 2)
                       AS cost_to_serve
            FROM customer_360(?) CROSS JOIN costs
            GROUP BY loyalty_tier
            """;

    private static final String SUPPORT =
            """
            SELECT support_satisfaction_level, count(*) AS customer_count,
                   round(avg(total_support_tickets), 1) AS avg_tickets_per_customer,
                   round(avg(avg_satisfaction), 2) AS avg_satisfaction_score,
                   sum(urgent_support_tickets) AS total_urgent_tickets,
                   round(avg(total_spent), 2) AS avg_customer_value
            FROM customer_360(?)
            WHERE total_support_tickets > 0
            GROUP BY support_satisfaction_level
            """;

    private static final String LIFECYCLE =
            """
            SELECT customer_tenure_segment, count(*) AS customer_count,
                   round(avg(total_transactions), 2) AS avg_transactions,
                   round(avg(total_spent), 2) AS avg_total_spent,
                   round(avg(customer_health_score), 2) AS avg_health_score,
                   count(*) FILTER (WHERE customer_status = 'Active') AS active_customers
            FROM customer_360(?)
            GROUP BY customer_tenure_segment
            """;

    /// New to Veteran.
    private static final String BY_TENURE =
            """
            array_position(ARRAY['New (0-30 days)', 'Recent (31-90 days)',
                                 'Established (3-12 months)', 'Veteran (1+ years)'],
                           customer_tenure_segment) NULLS LAST
            """;

    /// Over the profiles of this build.
    AnalysisSql ofBuild(long number) {
        return new AnalysisSql(
                select.replace("customer_360(?)", ProfileBuild.tableOf(number))
                        .replace(
                                "customer_360_categories(?)",
                                "customer_360_kept_categories WHERE build = " + number),
                order);
    }

    static AnalysisSql of(Analysis analysis) {
        return switch (analysis) {
            case CUSTOMER_HEALTH_OVERVIEW ->
                    new AnalysisSql(HEALTH, "customer_count DESC, customer_status");
            case CHURN_RISK_CUSTOMERS ->
                    new AnalysisSql(CHURN_RISK, "total_spent DESC, customer_id");
            case LOYALTY_PROGRAM_METRICS ->
                    new AnalysisSql(LOYALTY, "avg_lifetime_value DESC NULLS LAST, loyalty_tier");
            case CUSTOMER_SEGMENTATION ->
                    new AnalysisSql(
                            SEGMENTATION, "avg_lifetime_value DESC NULLS LAST, segment_name");
            case DIGITAL_ENGAGEMENT_ANALYSIS ->
                    new AnalysisSql(ENGAGEMENT, "app_adoption_rate_pct DESC, generation_segment");
            case CROSS_SELL_OPPORTUNITIES ->
                    new AnalysisSql(CROSS_SELL, "total_spent DESC, customer_id");
            case CATEGORY_INSIGHTS -> new AnalysisSql(CATEGORIES, "total_revenue DESC, category");
            case CUSTOMER_LIFETIME_VALUE ->
                    new AnalysisSql(
                            LIFETIME_VALUE, "avg_lifetime_value DESC NULLS LAST, value_segment");
            case REVENUE_ANALYSIS ->
                    new AnalysisSql(REVENUE, "total_revenue DESC, customer_segment");
            case RFM_SEGMENTATION ->
                    new AnalysisSql(
                            RFM, "recency_score DESC, frequency_score DESC, monetary_score DESC");
            case PROFITABILITY_METRICS ->
                    new AnalysisSql(PROFITABILITY, "total_revenue DESC, customer_tier");
            case SUPPORT_INSIGHTS ->
                    new AnalysisSql(SUPPORT, "avg_customer_value DESC, support_satisfaction_level");
            case LIFECYCLE_ANALYSIS -> new AnalysisSql(LIFECYCLE, BY_TENURE);
            case CUSTOMER_PROFILES ->
                    new AnalysisSql(
                            profiles(analysis),
                            "-customer_health_score, -total_spent, customer_id");
        };
    }

    private static String profiles(Analysis analysis) {
        return "SELECT %s FROM customer_360(?)"
                .formatted(String.join(", ", analysis.columns()))
                .replace("redemption_rate", "round(redemption_rate, 4) AS redemption_rate")
                .replace("avg_satisfaction", "round(avg_satisfaction, 2) AS avg_satisfaction");
    }
}
