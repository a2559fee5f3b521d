-- Imports: by which profiles files are read, which were, and what was wrong with them.

-- Those that users wrote; the ones of a release are files of it.
CREATE TABLE import_profiles (
    name     text COLLATE "C" PRIMARY KEY,
    -- As it was written, and was found without fault.
    document text             NOT NULL,
    saved_by text             NOT NULL,
    saved_at timestamptz      NOT NULL,
    -- As the document says, for lists.
    version  integer          NOT NULL,
    title    text             NOT NULL,
    source   text             NOT NULL,
    -- Their names.
    sections text[]           NOT NULL,
    CONSTRAINT import_profiles_name_length CHECK (char_length(name) BETWEEN 1 AND 60)
);

CREATE TABLE imports (
    -- In the order of time.
    id          uuid        PRIMARY KEY,
    profile     text        NOT NULL,
    section     text        NOT NULL,
    file_name   text        NOT NULL,
    file_bytes  bigint      NOT NULL,
    file_sha256 text        NOT NULL,
    dry_run     boolean     NOT NULL,
    started_by  text        NOT NULL,
    started_at  timestamptz NOT NULL,
    row_count   bigint      NOT NULL,
    rejected    bigint      NOT NULL,
    -- [{"reason": ..., "rows": ...}]
    skipped     jsonb       NOT NULL,
    status      text        NOT NULL,
    ended_at    timestamptz,
    reason      text,
    -- By kind of facts.
    counts      jsonb,
    -- Faults in import_rejections, so that there are never too many.
    kept        bigint      NOT NULL DEFAULT 0,
    -- When its process last told of it.
    touched_at  timestamptz NOT NULL,
    CONSTRAINT imports_rows_count CHECK (row_count >= 0 AND rejected BETWEEN 0 AND row_count),
    CONSTRAINT imports_status_known CHECK (
        CASE status
            WHEN 'RUNNING' THEN num_nonnulls(ended_at, reason, counts) = 0
            WHEN 'COMPLETED' THEN num_nulls(ended_at, counts) = 0 AND reason IS NULL
            WHEN 'REFUSED' THEN num_nulls(ended_at, reason) = 0 AND counts IS NULL
            WHEN 'FAILED' THEN num_nulls(ended_at, reason) = 0 AND counts IS NULL
            ELSE false
        END)
);
-- "What is still running".
CREATE INDEX imports_running ON imports (id) WHERE status = 'RUNNING';

CREATE TABLE import_rejections (
    import_id   uuid   NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    line        bigint NOT NULL,
    -- Among the faults of the import, in the order in which they were found.
    position    bigint NOT NULL,
    column_name text   NOT NULL,
    value       text   NOT NULL,
    reason      text   NOT NULL,
    PRIMARY KEY (import_id, line, position),
    CONSTRAINT import_rejections_value_length CHECK (char_length(value) <= 200)
);
