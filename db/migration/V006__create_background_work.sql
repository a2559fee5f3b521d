-- Background work: what is to be done, what has come of it, and what is to be told to others.

CREATE TABLE batches (
    id            uuid             PRIMARY KEY,
    name          text COLLATE "C" NOT NULL,
    contract_name text COLLATE "C" NOT NULL,
    total         integer          NOT NULL,
    priority      text             NOT NULL,
    -- Null where nobody wants to be told.
    webhook       text,
    detailed      boolean          NOT NULL,
    submitted_by  text             NOT NULL,
    submitted_at  timestamptz      NOT NULL,
    -- What came in, in its order. Kept as text: jsonb would refuse or change what a client may send.
    entities      json             NOT NULL,
    status        text             NOT NULL,
    started_at    timestamptz,
    ended_at      timestamptz,
    reason        text,
    CONSTRAINT batches_name_once UNIQUE (name),
    CONSTRAINT batches_name_length CHECK (char_length(name) BETWEEN 1 AND 100),
    CONSTRAINT batches_total_range CHECK (total BETWEEN 1 AND 1000),
    CONSTRAINT batches_total_told CHECK (total = json_array_length(entities)),
    CONSTRAINT batches_priority_known CHECK (priority IN ('LOW', 'NORMAL', 'HIGH', 'URGENT')),
    CONSTRAINT batches_status_known CHECK (
        CASE status
            WHEN 'QUEUED' THEN num_nonnulls(started_at, ended_at, reason) = 0
            WHEN 'RUNNING' THEN started_at IS NOT NULL AND num_nonnulls(ended_at, reason) = 0
            WHEN 'FINISHED' THEN num_nulls(started_at, ended_at) = 0 AND reason IS NULL
            WHEN 'FAILED' THEN num_nulls(ended_at, reason) = 0
            ELSE false
        END)
);

-- "What waits", and "how fast were the newest".
CREATE INDEX batches_open ON batches (id) WHERE status IN ('QUEUED', 'RUNNING');
CREATE INDEX batches_ended ON batches (ended_at);
CREATE INDEX batches_finished ON batches (ended_at DESC) WHERE status = 'FINISHED';

-- An index that has a result keeps it: work that is done twice after a crash changes nothing.
CREATE TABLE batch_results (
    batch_id uuid    NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
    index    integer NOT NULL,
    scored   boolean NOT NULL,
    -- The prediction, or the violations.
    outcome  json    NOT NULL,
    PRIMARY KEY (batch_id, index),
    CONSTRAINT batch_results_index_range CHECK (index BETWEEN 0 AND 999)
);

CREATE TABLE training_jobs (
    id            uuid             PRIMARY KEY,
    contract_name text COLLATE "C" NOT NULL,
    dataset_id    uuid             NOT NULL,
    seed          bigint           NOT NULL,
    folds         integer          NOT NULL,
    allow_leakage boolean          NOT NULL,
    requested_by  text             NOT NULL,
    requested_at  timestamptz      NOT NULL,
    status        text             NOT NULL,
    -- Of the last run; they stay when it ends.
    started_at    timestamptz,
    step          text,
    share         double precision,
    ended_at      timestamptz,
    version       integer,
    reasons       text[],
    CONSTRAINT training_jobs_share_range CHECK (share BETWEEN 0 AND 1),
    CONSTRAINT training_jobs_status_known CHECK (
        CASE status
            WHEN 'QUEUED' THEN num_nonnulls(started_at, ended_at, version, reasons) = 0
            WHEN 'RUNNING' THEN num_nulls(started_at, step, share) = 0
                AND num_nonnulls(ended_at, version, reasons) = 0
            WHEN 'SUCCEEDED' THEN num_nulls(ended_at, version) = 0 AND reasons IS NULL
            WHEN 'FAILED' THEN num_nulls(ended_at, reasons) = 0 AND version IS NULL
            WHEN 'CANCELLED' THEN ended_at IS NOT NULL AND num_nonnulls(version, reasons) = 0
            ELSE false
        END)
);

CREATE INDEX training_jobs_newest ON training_jobs (requested_at DESC, id DESC);
CREATE INDEX training_jobs_open ON training_jobs (id) WHERE status IN ('QUEUED', 'RUNNING');

-- Messages that were decided on, kept until they are delivered.
CREATE TABLE outbox (
    id           uuid        PRIMARY KEY,
    event        text        NOT NULL,
    destination  text        NOT NULL,
    payload      json        NOT NULL,
    decided_at   timestamptz NOT NULL,
    delivered_at timestamptz,
    CONSTRAINT outbox_destination_length CHECK (char_length(destination) BETWEEN 1 AND 2000)
);

CREATE INDEX outbox_waiting ON outbox (decided_at, id) WHERE delivered_at IS NULL;

-- Who does what, and when: the table of db-scheduler 16, as its documentation gives it for
-- PostgreSQL. One for each lane, since a scheduler takes, and in the end deletes, whatever it finds
-- in its table and does not know.
CREATE TABLE scheduled_batches (
    task_name            text        NOT NULL,
    task_instance        text        NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      NOT NULL,
    priority             smallint,
    PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX scheduled_batches_execution_time ON scheduled_batches (execution_time);
CREATE INDEX scheduled_batches_last_heartbeat ON scheduled_batches (last_heartbeat);
CREATE INDEX scheduled_batches_priority ON scheduled_batches (priority DESC, execution_time ASC);

CREATE TABLE scheduled_trainings (LIKE scheduled_batches INCLUDING ALL);
CREATE TABLE scheduled_recurring (LIKE scheduled_batches INCLUDING ALL);
