-- Customer-360: what is known of every customer at a moment, from facts strictly before it. The one
-- definition; what is kept for "now" is made from it. A single statement in SQL without settings of
-- its own, so that the planner sees through it.

CREATE FUNCTION customer_360(as_of timestamptz)
RETURNS TABLE (
    customer_id             text,
    customer_name           text,
    first_name              text,
    last_name               text,
    email                   text,
    customer_segment        text,
    preferred_channel       text,
    generation_segment      text,
    age_years               integer,
    city                    text,
    state                   text,
    country                 text,
    registered_at           timestamptz,
    days_since_registration integer,
    customer_tenure_segment text,
    loyalty_tier            text,
    points_balance          bigint,
    redemption_rate         numeric,
    lifetime_value          numeric,
    value_segment           text,
    total_transactions      bigint,
    total_spent             numeric,
    avg_order_value         numeric,
    total_discount          numeric,
    product_cost            numeric,
    costed_revenue          numeric,
    first_purchase_date     timestamptz,
    last_purchase_date      timestamptz,
    days_since_last_purchase integer,
    channels_used           bigint,
    customer_status         text,
    churn_risk_flag         boolean,
    recency_score           integer,
    frequency_score         integer,
    monetary_score          integer,
    customer_health_score   numeric,
    total_app_sessions      bigint,
    app_engagement_score    numeric,
    is_app_user             boolean,
    is_digital_native       boolean,
    total_support_tickets   bigint,
    urgent_support_tickets  bigint,
    avg_satisfaction        numeric,
    support_satisfaction_level text
)
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
WITH bought AS (
    SELECT
        o.customer_id,
        count(*) AS orders,
        sum(o.total) AS spent,
        coalesce(sum(o.discount), 0) AS discount,
        min(o.ordered_at) AS first_at,
        max(o.ordered_at) AS last_at,
        count(DISTINCT o.channel) AS channels
    FROM orders AS o
    WHERE o.status = 'completed' AND o.ordered_at < as_of
    GROUP BY o.customer_id
),
-- Only what has a cost has a margin.
costs AS (
    SELECT
        o.customer_id,
        sum(l.quantity * p.unit_cost) AS cost,
        sum(l.line_total) AS revenue
    FROM order_lines AS l
    JOIN orders AS o ON o.order_id = l.order_id
    JOIN products AS p ON p.product_id = l.product_id
    WHERE o.status = 'completed' AND o.ordered_at < as_of AND p.unit_cost IS NOT NULL
    GROUP BY o.customer_id
),
asked AS (
    SELECT
        t.customer_id,
        count(*) AS tickets,
        count(*) FILTER (WHERE t.priority = 'urgent') AS urgent,
        avg(t.satisfaction) AS satisfaction
    FROM tickets AS t
    WHERE t.created_at < as_of
    GROUP BY t.customer_id
),
used AS (
    SELECT
        s.customer_id,
        count(*) AS sessions,
        0.3 * coalesce(sum(s.minutes), 0) + 0.4 * coalesce(sum(s.pages), 0)
            + 0.3 * coalesce(sum(s.actions), 0) AS engagement
    FROM app_sessions AS s
    WHERE s.started_at < as_of
    GROUP BY s.customer_id
),
-- Whole elapsed days; an age is by the calendar. A customer is one since the registration or the
-- first order, whichever came first; a registration that comes later is not known yet.
joined AS (
    SELECT
        c.customer_id,
        c.first_name,
        c.last_name,
        c.email,
        c.segment,
        c.preferred_channel,
        extract(year FROM age((as_of AT TIME ZONE 'UTC')::date, c.birth_date))::integer AS age,
        c.city,
        c.state,
        c.country,
        CASE WHEN c.registered_at < as_of THEN c.registered_at END AS registered_at,
        days_between(least(c.registered_at, b.first_at), as_of) AS tenure,
        l.tier,
        l.points_balance,
        l.points_redeemed::numeric / nullif(l.points_earned, 0) AS redemption,
        l.lifetime_value,
        coalesce(b.orders, 0) AS orders,
        coalesce(b.spent, 0) AS spent,
        coalesce(b.discount, 0) AS discount,
        coalesce(k.cost, 0) AS cost,
        coalesce(k.revenue, 0) AS costed_revenue,
        b.first_at,
        b.last_at,
        days_between(b.last_at, as_of) AS silence,
        coalesce(b.channels, 0) AS channels,
        coalesce(u.sessions, 0) AS sessions,
        coalesce(u.engagement, 0) AS engagement,
        coalesce(a.tickets, 0) AS tickets,
        coalesce(a.urgent, 0) AS urgent,
        a.satisfaction
    FROM customers AS c
    LEFT JOIN loyalty AS l ON l.customer_id = c.customer_id
    LEFT JOIN bought AS b ON b.customer_id = c.customer_id
    LEFT JOIN costs AS k ON k.customer_id = c.customer_id
    LEFT JOIN asked AS a ON a.customer_id = c.customer_id
    LEFT JOIN used AS u ON u.customer_id = c.customer_id
    WHERE c.registered_at IS NULL OR c.registered_at < as_of OR b.first_at IS NOT NULL
),
scored AS (
    SELECT
        j.*,
        CASE
            WHEN silence <= 30 THEN 5
            WHEN silence <= 60 THEN 4
            WHEN silence <= 90 THEN 3
            WHEN silence <= 180 THEN 2
            ELSE 1
        END AS recency,
        CASE
            WHEN orders >= 10 THEN 5
            WHEN orders >= 5 THEN 4
            WHEN orders >= 3 THEN 3
            WHEN orders >= 1 THEN 2
            ELSE 1
        END AS frequency,
        CASE
            WHEN spent >= 1000 THEN 5
            WHEN spent >= 500 THEN 4
            WHEN spent >= 200 THEN 3
            WHEN spent >= 50 THEN 2
            ELSE 1
        END AS monetary
    FROM joined AS j
)
SELECT
    customer_id,
    concat_ws(' ', first_name, last_name),
    first_name,
    last_name,
    email,
    segment,
    preferred_channel,
    -- Unknown where there is no date of birth.
    CASE
        WHEN age < 25 THEN 'Gen Z'
        WHEN age < 40 THEN 'Millennial'
        WHEN age < 55 THEN 'Gen X'
        WHEN age IS NOT NULL THEN 'Boomer+'
    END,
    age,
    city,
    state,
    country,
    registered_at,
    tenure,
    CASE
        WHEN tenure <= 30 THEN 'New (0-30 days)'
        WHEN tenure <= 90 THEN 'Recent (31-90 days)'
        WHEN tenure <= 365 THEN 'Established (3-12 months)'
        WHEN tenure IS NOT NULL THEN 'Veteran (1+ years)'
    END,
    tier,
    points_balance,
    redemption,
    lifetime_value,
    -- Who is in no loyalty programme has no value by it.
    CASE
        WHEN coalesce(lifetime_value, 0) < 1000 THEN 'Low Value'
        WHEN lifetime_value < 5000 THEN 'Medium Value'
        WHEN lifetime_value < 10000 THEN 'High Value'
        ELSE 'VIP'
    END,
    orders,
    spent,
    round(spent / greatest(orders, 1), 2),
    discount,
    cost,
    costed_revenue,
    first_at,
    last_at,
    silence,
    channels,
    CASE
        WHEN last_at IS NULL THEN 'Never Purchased'
        WHEN silence <= 30 THEN 'Active'
        WHEN silence <= 90 THEN 'At Risk'
        ELSE 'Churned'
    END,
    coalesce(silence > 30, false),
    recency,
    frequency,
    monetary,
    round((recency + frequency + monetary) / 3.0, 2),
    sessions,
    engagement,
    sessions > 0,
    coalesce(preferred_channel IN ('online', 'mobile'), false),
    tickets,
    urgent,
    satisfaction,
    CASE
        WHEN tickets = 0 THEN 'No Contact'
        WHEN satisfaction >= 4 THEN 'Highly Satisfied'
        WHEN satisfaction >= 3 THEN 'Satisfied'
        ELSE 'Needs Attention'
    END
FROM scored
$$;

-- What was sold by product category before a moment, and to how many came back for it.
CREATE FUNCTION customer_360_categories(as_of timestamptz)
RETURNS TABLE (
    category             text,
    customer_count       bigint,
    avg_order_value      numeric,
    total_revenue        numeric,
    repeat_purchase_rate numeric
)
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
WITH by_customer AS (
    SELECT
        p.category,
        o.customer_id,
        count(DISTINCT o.order_id) AS orders,
        sum(l.line_total) AS revenue
    FROM order_lines AS l
    JOIN orders AS o ON o.order_id = l.order_id
    JOIN products AS p ON p.product_id = l.product_id
    WHERE o.status = 'completed' AND o.ordered_at < as_of
    GROUP BY p.category, o.customer_id
)
SELECT
    category,
    count(*),
    round(sum(revenue) / sum(orders), 2),
    sum(revenue),
    round(avg((orders > 1)::integer), 4)
FROM by_customer
GROUP BY category
$$;
