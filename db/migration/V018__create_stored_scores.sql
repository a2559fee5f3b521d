-- The newest score of every stored customer, the runs that made them, and what the dashboard's
-- trends are made of.

-- One pass over the whole base. Kept after its end: what it came to is the history of the base.
CREATE TABLE score_runs (
    id               uuid             PRIMARY KEY,
    contract_name    text COLLATE "C" NOT NULL,
    contract_version integer          NOT NULL,
    -- Of the rollout that scored, and its versions, the champion first.
    rollout_revision bigint           NOT NULL,
    versions         integer[]        NOT NULL,
    -- Facts before it counted.
    as_of            timestamptz      NOT NULL,
    -- How often facts had been changed when it began; see CustomerScores.factChanges.
    fact_changes     bigint           NOT NULL,
    status           text             NOT NULL,
    started_at       timestamptz      NOT NULL,
    -- Its last sign of life.
    touched_at       timestamptz      NOT NULL,
    ended_at         timestamptz,
    customers        bigint           NOT NULL DEFAULT 0,
    refused          bigint           NOT NULL DEFAULT 0,
    CONSTRAINT score_runs_status_known CHECK (status IN ('RUNNING', 'FINISHED', 'BROKEN_OFF')),
    CONSTRAINT score_runs_ended_whole CHECK ((status = 'RUNNING') = (ended_at IS NULL))
);
-- Settles who runs: one at a time for a contract, whatever the number of nodes.
CREATE UNIQUE INDEX score_runs_running ON score_runs (contract_name) WHERE status = 'RUNNING';
-- "The newest run before a moment": what is due, stats and trends.
CREATE INDEX score_runs_newest ON score_runs (contract_name, as_of DESC) WHERE status = 'FINISHED';

CREATE TABLE score_run_levels (
    run_id        uuid    NOT NULL REFERENCES score_runs ON DELETE CASCADE,
    risk_level    text    NOT NULL,
    customers     bigint  NOT NULL,
    -- The sum of probability times yearly value; counted for the levels high and critical only.
    value_at_risk numeric NOT NULL,
    PRIMARY KEY (run_id, risk_level)
);

CREATE TABLE customer_scores (
    contract_name    text COLLATE "C" NOT NULL,
    customer_id      text COLLATE "C" NOT NULL REFERENCES customers ON DELETE CASCADE,
    contract_version integer          NOT NULL,
    model_version    integer          NOT NULL,
    -- What the version was used for: the arm of the rollout that the customer fell into.
    stage            text             NOT NULL,
    -- The encoded values in the order of the contract; null for a missing value.
    features         jsonb            NOT NULL,
    probability      double precision NOT NULL,
    risk_level       text             NOT NULL,
    as_of            timestamptz      NOT NULL,
    PRIMARY KEY (contract_name, customer_id),
    CONSTRAINT customer_scores_stage_known CHECK (stage IN ('PRODUCTION', 'STAGING', 'ARCHIVED')),
    CONSTRAINT customer_scores_features_array CHECK (jsonb_typeof(features) = 'array'),
    CONSTRAINT customer_scores_probability_range CHECK (probability BETWEEN 0 AND 1)
);
-- "Whom are we about to lose", page by page.
CREATE INDEX customer_scores_riskiest
    ON customer_scores (contract_name, probability DESC, customer_id);
-- The same within a level, and how many there are of it.
CREATE INDEX customer_scores_by_level
    ON customer_scores (contract_name, risk_level, probability DESC, customer_id);
-- Erasure, and the action when a customer goes.
CREATE INDEX customer_scores_by_customer ON customer_scores (customer_id);

-- What became of the base hour by hour (UTC), counted anew by every run over the base: its trends
-- are sums of these. An hour in which nothing happened has no row.
CREATE TABLE customer_hours (
    hour     timestamptz PRIMARY KEY,
    -- Customers who became known.
    known    integer NOT NULL,
    -- Customers who completed their first order.
    buyers   integer NOT NULL,
    -- Customers whose 91st day without a completed order was over.
    lapsed   integer NOT NULL,
    -- Customers who completed an order after that.
    returned integer NOT NULL
);

-- Counts the hours before a moment. A customer is known since the registration or the first order,
-- whichever came first. Three columns of an order's row say all: when it was, when the
-- customer's next one came, and whether it was the first.
CREATE FUNCTION count_customer_hours(as_of timestamptz)
    RETURNS TABLE (hour timestamptz, known integer, buyers integer, lapsed integer, returned integer)
    LANGUAGE sql STABLE
AS $$
    WITH bought AS (
        SELECT o.customer_id, o.ordered_at,
               o.ordered_at + make_interval(hours => 91 * 24) AS lapses_at,
               lead(o.ordered_at) OVER same_customer AS next_at,
               row_number() OVER same_customer AS number
        FROM orders o
        WHERE o.status = 'completed' AND o.ordered_at < as_of
        WINDOW same_customer AS (PARTITION BY o.customer_id ORDER BY o.ordered_at))
    SELECT date_trunc('hour', happened.at, 'UTC'), sum(happened.known)::integer,
           sum(happened.buyers)::integer, sum(happened.lapsed)::integer,
           sum(happened.returned)::integer
    FROM (
        SELECT least(c.registered_at, b.ordered_at) AS at, 1 AS known, 0 AS buyers, 0 AS lapsed,
               0 AS returned
        FROM customers c
        LEFT JOIN bought b ON b.customer_id = c.customer_id AND b.number = 1
        UNION ALL
        SELECT b.ordered_at, 0, 1, 0, 0 FROM bought b WHERE b.number = 1
        UNION ALL
        SELECT b.lapses_at, 0, 0, 1, 0 FROM bought b
        WHERE b.next_at IS NULL OR b.next_at > b.lapses_at
        UNION ALL
        SELECT b.next_at, 0, 0, 0, 1 FROM bought b WHERE b.next_at > b.lapses_at) happened
    WHERE happened.at < as_of
    GROUP BY 1
$$;
