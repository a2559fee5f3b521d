-- Answers that were given under an idempotency key, for a day.

CREATE TABLE kept_answers (
    -- Whose key it is, such as key:0190a5c3-... or user:0190a5c3-...
    caller        text        COLLATE "C" NOT NULL,
    key           text        COLLATE "C" NOT NULL,
    -- SHA-256 of the request.
    payload       text        COLLATE "C" NOT NULL,
    status        smallint    NOT NULL,
    content_type  text        NOT NULL,
    body          bytea       NOT NULL,
    -- Names and values in the same order.
    header_names  text[]      NOT NULL,
    header_values text[]      NOT NULL,
    kept_at       timestamptz NOT NULL,
    PRIMARY KEY (caller, key),
    CONSTRAINT kept_answers_key_length CHECK (char_length(key) BETWEEN 1 AND 255),
    CONSTRAINT kept_answers_payload_digest CHECK (payload ~ '^[0-9a-f]{64}$'),
    CONSTRAINT kept_answers_only_successes CHECK (status BETWEEN 200 AND 299),
    CONSTRAINT kept_answers_headers_whole
        CHECK (cardinality(header_names) = cardinality(header_values))
);

-- Takes away the old ones.
CREATE INDEX kept_answers_by_age ON kept_answers (kept_at);
