-- Makes the partition of a month (UTC) of events, if it is not there. Events of that month that had
-- to go to the default partition move into it. Safe to call at once from many nodes.
CREATE FUNCTION add_events_partition(day date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    first_day date := date_trunc('month', day)::date;
    from_at   timestamptz := first_day::timestamp AT TIME ZONE 'UTC';
    to_at     timestamptz := (first_day + interval '1 month') AT TIME ZONE 'UTC';
    partition text := 'events_' || to_char(first_day, 'YYYY_MM');
BEGIN
    IF to_regclass(partition) IS NOT NULL THEN
        RETURN false;
    END IF;
    -- Writers wait, readers go on; a second caller waits here and then finds the work done.
    LOCK TABLE ONLY events IN SHARE ROW EXCLUSIVE MODE;
    IF to_regclass(partition) IS NOT NULL THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition);
    EXECUTE format(
        'WITH moved AS (DELETE FROM events_default WHERE occurred_at >= %L AND occurred_at < %L RETURNING *)
         INSERT INTO %I SELECT * FROM moved', from_at, to_at, partition);
    EXECUTE format(
        'ALTER TABLE events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', partition, from_at, to_at);
    RETURN true;
END
$$;

-- Makes the partitions of the month of `day` and of as many months after it.
CREATE FUNCTION add_events_partitions(day date, months_ahead integer) RETURNS integer LANGUAGE sql AS $$
    SELECT count(*) FILTER (WHERE add_events_partition((day + make_interval(months => n))::date))::integer
    FROM generate_series(0, months_ahead) AS n
$$;

-- "What waits, of a customer": export and erasure.
CREATE INDEX quarantined_facts_by_customer ON quarantined_facts ((fact ->> 'customer_id'));
