-- How good the data of each source was, whenever it was looked at. Counts only: nothing in a report
-- is about anybody. A report outlives the import it is of.
CREATE TABLE quality_reports (
    id         uuid PRIMARY KEY,
    source     text COLLATE "C" NOT NULL,
    checked_at timestamptz      NOT NULL,
    -- One of the two: what the data was looked at for.
    import_id  uuid UNIQUE,
    contract   text,
    -- Whether the data that was looked at is here now: not that of a dry run, nor of a refused file.
    stored     boolean          NOT NULL,
    records    bigint           NOT NULL,
    invalid    bigint           NOT NULL,
    -- The newest moment that the data tells of.
    newest_at  timestamptz,
    measures   jsonb            NOT NULL,
    fields     jsonb            NOT NULL,
    CONSTRAINT quality_reports_origin CHECK (num_nonnulls(import_id, contract) = 1),
    CONSTRAINT quality_reports_stored CHECK (NOT stored OR import_id IS NOT NULL),
    CONSTRAINT quality_reports_counts CHECK (invalid BETWEEN 0 AND records)
);
-- "The reports of a source, newest first", its latest, and what is to be forgotten.
CREATE INDEX quality_reports_by_source ON quality_reports (source, id DESC) INCLUDE (newest_at, stored);
