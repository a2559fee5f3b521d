-- Features of stored customers and products at a date, from facts strictly before it. Each function
-- is one statement that the planner takes apart, so that a condition on the id reaches the indexes:
-- one customer's features cost what his own orders cost.

-- Whole days of 24 hours between two moments.
CREATE FUNCTION days_between(earlier timestamptz, later timestamptz) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN floor(extract(epoch FROM later - earlier) / 86400)::integer;

-- Contract rfm: customers with a completed order before the date.
CREATE FUNCTION rfm_features(as_of timestamptz)
    RETURNS TABLE (
        customer_id text, recency integer, frequency bigint, monetary numeric,
        avg_order_value numeric, total_quantity bigint, annual_income numeric,
        total_children integer, education_level text, occupation text, home_owner text)
    LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT c.customer_id, days_between(bought.last_at, as_of), bought.orders, bought.total,
           round(bought.total / bought.orders, 2), items.quantity, c.annual_income,
           c.total_children, c.education_level, c.occupation, c.home_owner
    FROM customers c
    JOIN (SELECT o.customer_id, max(o.ordered_at) AS last_at, count(*) AS orders,
                 sum(o.total) AS total
          FROM orders o
          WHERE o.status = 'completed' AND o.ordered_at < as_of
          GROUP BY o.customer_id) bought ON bought.customer_id = c.customer_id
    LEFT JOIN (SELECT o.customer_id, sum(l.quantity) AS quantity
               FROM orders o JOIN order_lines l ON l.order_id = o.order_id
               WHERE o.status = 'completed' AND o.ordered_at < as_of
               GROUP BY o.customer_id) items ON items.customer_id = c.customer_id
$$;

-- Contract ecommerce: customers who had registered, or completed an order, before the date; who did
-- neither has no moment to count days from. What is not known of a customer counts as none of it.
CREATE FUNCTION ecommerce_features(as_of timestamptz)
    RETURNS TABLE (
        customer_id text, total_orders bigint, total_spent numeric, avg_order_value numeric,
        days_since_last_order integer, support_tickets bigint, product_returns bigint,
        email_engagement numeric, login_frequency bigint, payment_failures bigint,
        discount_usage numeric, loyalty_points bigint, account_age_days integer)
    LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT c.customer_id,
           coalesce(bought.orders, 0),
           coalesce(bought.total, 0),
           coalesce(round(bought.total / nullif(bought.orders, 0), 2), 0),
           days_between(coalesce(bought.last_at, c.registered_at), as_of),
           coalesce(asked.tickets, 0),
           coalesce(sent_back.quantity, 0),
           coalesce(c.email_engagement, 0),
           coalesce(signed_in.logins, 0) + coalesce(used.sessions, 0),
           coalesce(bought.failures, 0),
           coalesce(round(bought.discounted::numeric / nullif(bought.orders, 0), 4), 0),
           coalesce(l.points_balance, 0),
           days_between(least(c.registered_at, bought.first_at), as_of)
    FROM customers c
    LEFT JOIN (SELECT o.customer_id,
                      count(*) FILTER (WHERE o.status = 'completed') AS orders,
                      sum(o.total) FILTER (WHERE o.status = 'completed') AS total,
                      max(o.ordered_at) FILTER (WHERE o.status = 'completed') AS last_at,
                      min(o.ordered_at) FILTER (WHERE o.status = 'completed') AS first_at,
                      count(*) FILTER (WHERE o.status = 'failed') AS failures,
                      count(*) FILTER (WHERE o.status = 'completed' AND o.discount > 0) AS discounted
               FROM orders o
               WHERE o.ordered_at < as_of
               GROUP BY o.customer_id) bought ON bought.customer_id = c.customer_id
    LEFT JOIN (SELECT t.customer_id, count(*) AS tickets FROM tickets t
               WHERE t.created_at < as_of GROUP BY t.customer_id) asked
           ON asked.customer_id = c.customer_id
    LEFT JOIN (SELECT r.customer_id, sum(r.quantity) AS quantity FROM returns r
               WHERE r.returned_at < as_of AND r.customer_id IS NOT NULL
               GROUP BY r.customer_id) sent_back
           ON sent_back.customer_id = c.customer_id
    LEFT JOIN (SELECT e.customer_id, count(*) AS logins FROM events e
               WHERE e.type = 'login'
                 AND e.occurred_at >= as_of - interval '30 days' AND e.occurred_at < as_of
               GROUP BY e.customer_id) signed_in
           ON signed_in.customer_id = c.customer_id
    LEFT JOIN (SELECT s.customer_id, count(*) AS sessions FROM app_sessions s
               WHERE s.started_at >= as_of - interval '30 days' AND s.started_at < as_of
               GROUP BY s.customer_id) used
           ON used.customer_id = c.customer_id
    LEFT JOIN loyalty l ON l.customer_id = c.customer_id
    WHERE c.registered_at < as_of OR bought.first_at IS NOT NULL
$$;

-- What was sold of each product, and what came back, from one moment to before another.
CREATE FUNCTION product_returns(from_at timestamptz, to_at timestamptz)
    RETURNS TABLE (product_id text, sold bigint, returned bigint)
    LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT sales.product_id, sales.sold, coalesce(sent_back.returned, 0)
    FROM (SELECT l.product_id, sum(l.quantity) AS sold
          FROM order_lines l JOIN orders o ON o.order_id = l.order_id
          WHERE o.status = 'completed' AND o.ordered_at >= from_at AND o.ordered_at < to_at
          GROUP BY l.product_id) sales
    LEFT JOIN (SELECT r.product_id, sum(r.quantity) AS returned FROM returns r
               WHERE r.returned_at >= from_at AND r.returned_at < to_at
               GROUP BY r.product_id) sent_back ON sent_back.product_id = sales.product_id
$$;

-- Contract return-risk: products that were sold in the 365 days before the date; their rate and
-- volume are of that time.
CREATE FUNCTION return_risk_features(as_of timestamptz)
    RETURNS TABLE (
        product_id text, category text, subcategory text, list_price numeric, return_rate numeric,
        sales_volume bigint)
    LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT p.product_id, p.category, p.subcategory, p.list_price,
           least(round(period.returned::numeric / period.sold, 6), 1), period.sold
    FROM products p
    JOIN product_returns(as_of - interval '365 days', as_of) period
      ON period.product_id = p.product_id
    WHERE p.category IS NOT NULL AND p.subcategory IS NOT NULL AND p.list_price IS NOT NULL
$$;
