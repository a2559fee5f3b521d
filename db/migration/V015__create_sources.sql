-- Other systems from which facts are pulled, and how far each pull has come.

CREATE TABLE sources (
    name             text COLLATE "C" PRIMARY KEY,
    kind             text        NOT NULL,
    host             text        NOT NULL,
    port             integer     NOT NULL,
    database_name    text        NOT NULL,
    tls              text        NOT NULL,
    login            text        NOT NULL,
    -- Never in the clear.
    sealed_secret    text        NOT NULL,
    query            text        NOT NULL,
    watermark_column text        NOT NULL,
    watermark_type   text        NOT NULL,
    profile          text        NOT NULL,
    section          text        NOT NULL,
    -- 0 for one that is pulled only when asked for.
    every_minutes    integer     NOT NULL,
    page_size        integer     NOT NULL,
    enabled          boolean     NOT NULL,
    added_by         text        NOT NULL,
    added_at         timestamptz NOT NULL,
    -- Of the last record that was imported.
    mark             text,
    succeeded_at     timestamptz,
    failures         integer     NOT NULL DEFAULT 0,
    fault            text        NOT NULL DEFAULT '',
    -- None for never.
    due_at           timestamptz,
    -- Whether somebody asked for a pull since the last one began.
    asked            boolean     NOT NULL DEFAULT false,
    -- The pull that has the source, and until when.
    taken_by         uuid,
    taken_until      timestamptz,
    CONSTRAINT sources_name_form CHECK (name ~ '^[a-z][a-z0-9-]{0,62}$'),
    CONSTRAINT sources_kinds CHECK (kind IN ('POSTGRESQL', 'MYSQL', 'MARIADB')),
    CONSTRAINT sources_tls CHECK (tls IN ('VERIFIED', 'ENCRYPTED', 'OFF')),
    CONSTRAINT sources_port CHECK (port BETWEEN 1 AND 65535),
    CONSTRAINT sources_watermark_types CHECK (watermark_type IN ('MOMENT', 'NUMBER')),
    CONSTRAINT sources_every_minutes CHECK (every_minutes >= 0),
    CONSTRAINT sources_page_size CHECK (page_size BETWEEN 1 AND 10000),
    CONSTRAINT sources_failures CHECK (failures >= 0),
    CONSTRAINT sources_mark_length CHECK (char_length(mark) BETWEEN 1 AND 100),
    CONSTRAINT sources_taken_whole CHECK ((taken_by IS NULL) = (taken_until IS NULL))
);

CREATE TABLE pulls (
    id         uuid PRIMARY KEY,
    source     text COLLATE "C" NOT NULL REFERENCES sources ON DELETE CASCADE,
    started_at timestamptz NOT NULL,
    ended_at   timestamptz,
    state      text        NOT NULL,
    reason     text        NOT NULL DEFAULT '',
    page_count bigint      NOT NULL DEFAULT 0,
    row_count  bigint      NOT NULL DEFAULT 0,
    rejected   bigint      NOT NULL DEFAULT 0,
    CONSTRAINT pulls_states
        CHECK (state IN ('RUNNING', 'COMPLETED', 'PAUSED', 'REFUSED', 'FAILED')),
    CONSTRAINT pulls_ended_unless_running CHECK ((state = 'RUNNING') = (ended_at IS NULL))
);

-- "The newest pulls of this source", and the cascade.
CREATE INDEX pulls_by_source ON pulls (source, started_at DESC, id DESC);
