-- Scoring: every prediction that was answered. Rows are appended and read, never changed; whole
-- months are dropped when their time is over.

CREATE TABLE predictions (
    id               uuid             NOT NULL,
    answered_at      timestamptz      NOT NULL,
    -- No foreign keys: the log keeps what was answered, and two checks a row would cost more than
    -- the row. Contracts and versions are never deleted.
    contract_name    text COLLATE "C" NOT NULL,
    contract_version integer          NOT NULL,
    model_version    integer          NOT NULL,
    stage            text             NOT NULL,
    entity           text             NOT NULL,
    -- The encoded values in the order of the contract; null for a missing value.
    features         jsonb            NOT NULL,
    probability      double precision NOT NULL,
    positive         boolean          NOT NULL,
    risk_level       text             NOT NULL,
    latency_micros   bigint           NOT NULL,
    request_id       text             NOT NULL,
    -- Keeps an id from being written twice, and answers "the prediction with this id". A key of a
    -- partitioned table must hold the column it is partitioned by.
    PRIMARY KEY (id, answered_at),
    CONSTRAINT predictions_contract_version_counts CHECK (contract_version >= 1),
    CONSTRAINT predictions_model_version_counts CHECK (model_version >= 1),
    CONSTRAINT predictions_stage_known CHECK (stage IN ('PRODUCTION', 'STAGING', 'ARCHIVED')),
    CONSTRAINT predictions_entity_present CHECK (entity <> ''),
    CONSTRAINT predictions_features_array CHECK (jsonb_typeof(features) = 'array'),
    -- NaN counts as greater than any number, so this refuses it too.
    CONSTRAINT predictions_probability_range CHECK (probability BETWEEN 0 AND 1),
    CONSTRAINT predictions_latency_micros_counts CHECK (latency_micros >= 0)
) PARTITION BY RANGE (answered_at);

-- "The newest predictions of a contract" and their count.
CREATE INDEX predictions_newest ON predictions (contract_name, answered_at DESC, id DESC);

-- Takes what no month takes, so that nothing is lost when a partition was not made in time.
CREATE TABLE predictions_default PARTITION OF predictions DEFAULT;

-- Makes the partition of a month (UTC), if it is not there. Rows of that month that had to go to
-- the default partition move into it. Safe to call at once from many nodes.
CREATE FUNCTION add_predictions_partition(day date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    first_day date := date_trunc('month', day)::date;
    from_at   timestamptz := first_day::timestamp AT TIME ZONE 'UTC';
    to_at     timestamptz := (first_day + interval '1 month') AT TIME ZONE 'UTC';
    partition text := 'predictions_' || to_char(first_day, 'YYYY_MM');
BEGIN
    IF to_regclass(partition) IS NOT NULL THEN
        RETURN false;
    END IF;
    -- Writers wait, readers go on; a second caller waits here and then finds the work done.
    LOCK TABLE ONLY predictions IN SHARE ROW EXCLUSIVE MODE;
    IF to_regclass(partition) IS NOT NULL THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE predictions INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition);
    EXECUTE format(
        'WITH moved AS (DELETE FROM predictions_default WHERE answered_at >= %L AND answered_at < %L RETURNING *)
         INSERT INTO %I SELECT * FROM moved', from_at, to_at, partition);
    EXECUTE format(
        'ALTER TABLE predictions ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', partition, from_at, to_at);
    RETURN true;
END
$$;

-- Makes the partitions of the month of `day` and of as many months after it. Called at start and
-- by the writer of the log when a month turns.
CREATE FUNCTION add_predictions_partitions(day date, months_ahead integer) RETURNS integer LANGUAGE sql AS $$
    SELECT count(*) FILTER (WHERE add_predictions_partition((day + make_interval(months => n))::date))::integer
    FROM generate_series(0, months_ahead) AS n
$$;
