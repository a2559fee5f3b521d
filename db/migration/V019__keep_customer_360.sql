-- Profiles of Customer-360 that are kept for "now", so that nobody computes them while somebody
-- waits. Each refresh makes a table of its own, which readers find by the newest run that is done;
-- the former one is dropped afterwards.

CREATE TABLE customer_360_runs (
    -- Of the run's table, `customer_360_<number>`; also the order in which runs were asked for.
    number       bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
    id           uuid        PRIMARY KEY,
    state        text        NOT NULL,
    requested_at timestamptz NOT NULL,
    -- Of the last try. What the data are as of.
    started_at   timestamptz,
    ended_at     timestamptz,
    customers    bigint,
    reason       text,
    CONSTRAINT customer_360_runs_state_known CHECK (
        CASE state
            WHEN 'REQUESTED' THEN num_nonnulls(started_at, ended_at, customers, reason) = 0
            WHEN 'RUNNING' THEN started_at IS NOT NULL
                AND num_nonnulls(ended_at, customers, reason) = 0
            WHEN 'DONE' THEN num_nulls(started_at, ended_at, customers) = 0 AND reason IS NULL
            WHEN 'FAILED' THEN num_nulls(ended_at, reason) = 0 AND customers IS NULL
            ELSE false
        END)
);
-- One waits and one goes on, at most.
CREATE UNIQUE INDEX customer_360_runs_open
    ON customer_360_runs (state) WHERE state IN ('REQUESTED', 'RUNNING');
-- "Which profiles are kept", asked with every answer.
CREATE INDEX customer_360_runs_done ON customer_360_runs (number DESC) WHERE state = 'DONE';

-- The profiles of the runs, a partition for each. Readers go to the partition itself, so that
-- nothing they do waits for one that is added or dropped; erasures and exports go through this
-- table, so that they miss none. The columns are those of the function.
CREATE TABLE customer_360_shape AS
SELECT 0::bigint AS build, p.* FROM customer_360(now()) AS p
WITH NO DATA;
CREATE TABLE customer_360_kept (LIKE customer_360_shape) PARTITION BY LIST (build);
DROP TABLE customer_360_shape;

-- Says nothing about single customers.
CREATE TABLE customer_360_kept_categories (
    build                bigint NOT NULL,
    category             text,
    customer_count       bigint NOT NULL,
    avg_order_value      numeric,
    total_revenue        numeric,
    repeat_purchase_rate numeric
);
CREATE INDEX customer_360_kept_categories_by_build ON customer_360_kept_categories (build);

CREATE TABLE scheduled_refreshes (LIKE scheduled_batches INCLUDING ALL);
