package io.holdfast.domain.analytics;

import java.util.List;
import java.util.Set;

/// The questions that are asked of all customers.
public enum Analysis {
    CUSTOMER_HEALTH_OVERVIEW(
            "/marketing/customer-health-overview",
            "customer_status customer_count avg_health_score avg_total_spent avg_transactions"),
    CHURN_RISK_CUSTOMERS(
            "/marketing/churn-risk-customers",
            "customer_id customer_name first_name last_name email customer_segment loyalty_tier"
                    + " total_spent last_purchase_date customer_health_score lifetime_value"
                    + " risk_status"),
    LOYALTY_PROGRAM_METRICS(
            "/marketing/loyalty-program-metrics",
            "loyalty_tier customer_count avg_lifetime_value avg_total_spent avg_points_balance"
                    + " avg_redemption_rate_pct"),
    CUSTOMER_SEGMENTATION(
            "/marketing/customer-segmentation",
            "segment_name customer_count avg_lifetime_value avg_health_score"
                    + " churn_risk_percentage"),
    DIGITAL_ENGAGEMENT_ANALYSIS(
            "/product/digital-engagement-analysis",
            "generation_segment total_customers app_users digital_natives avg_engagement_score"
                    + " app_adoption_rate_pct"),
    CROSS_SELL_OPPORTUNITIES(
            "/product/cross-sell-opportunities",
            "customer_id customer_name customer_segment loyalty_tier channels_used total_spent"
                    + " opportunities"),
    CATEGORY_INSIGHTS(
            "/product/category-insights",
            "category customer_count avg_order_value total_revenue repeat_purchase_rate"),
    CUSTOMER_LIFETIME_VALUE(
            "/finance/customer-lifetime-value",
            "value_segment customer_count avg_lifetime_value total_revenue"
                    + " avg_transactions_per_customer"),
    REVENUE_ANALYSIS(
            "/finance/revenue-analysis",
            "customer_segment customer_count total_revenue avg_revenue_per_customer"
                    + " percentage_of_total_revenue"),
    RFM_SEGMENTATION(
            "/finance/rfm-segmentation",
            "recency_score frequency_score monetary_score customer_count avg_total_spent"
                    + " business_segment"),
    PROFITABILITY_METRICS(
            "/finance/profitability-metrics",
            "customer_tier customer_count total_revenue avg_profit_margin cost_to_serve"),
    SUPPORT_INSIGHTS(
            "/customer-success/support-insights",
            "support_satisfaction_level customer_count avg_tickets_per_customer"
                    + " avg_satisfaction_score total_urgent_tickets avg_customer_value"),
    LIFECYCLE_ANALYSIS(
            "/customer-success/lifecycle-analysis",
            "customer_tenure_segment customer_count avg_transactions avg_total_spent"
                    + " avg_health_score active_customers"),
    CUSTOMER_PROFILES(
            "/analytics/customer-profiles",
            "customer_id customer_name first_name last_name email customer_segment"
                    + " preferred_channel generation_segment age_years city state country"
                    + " registered_at days_since_registration customer_tenure_segment loyalty_tier"
                    + " points_balance redemption_rate lifetime_value value_segment"
                    + " total_transactions total_spent avg_order_value total_discount"
                    + " first_purchase_date last_purchase_date days_since_last_purchase"
                    + " channels_used customer_status churn_risk_flag recency_score"
                    + " frequency_score monetary_score customer_health_score total_app_sessions"
                    + " app_engagement_score is_app_user is_digital_native total_support_tickets"
                    + " urgent_support_tickets avg_satisfaction support_satisfaction_level");

    private static final Set<Analysis> OF_PERSONS =
            Set.of(CHURN_RISK_CUSTOMERS, CROSS_SELL_OPPORTUNITIES, CUSTOMER_PROFILES);

    private final String path;
    private final String columns;

    Analysis(String path, String columns) {
        this.path = path;
        this.columns = columns;
    }

    /// By which clients know the question.
    public String path() {
        return path;
    }

    /// What a row of the answer has, in this order.
    public List<String> columns() {
        return List.of(columns.split(" ", -1));
    }

    /// Whether each row is about one customer; else about a group of them.
    public boolean isOfPersons() {
        return OF_PERSONS.contains(this);
    }
}
