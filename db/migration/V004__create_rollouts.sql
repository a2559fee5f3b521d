-- Rollouts: which versions answer and for whom, who changed it, and what came of it.

CREATE TABLE rollouts (
    contract_name    text COLLATE "C" PRIMARY KEY,
    contract_version integer     NOT NULL,
    champion         integer     NOT NULL,
    -- An array of {"version", "share"}; their order is the order of their ranges of hashes.
    challengers      jsonb       NOT NULL,
    shadows          integer[]   NOT NULL,
    salt             text        NOT NULL,
    -- Who changes the shares: {"kind": "MANUAL"}, or a ramp or an experiment with its state.
    steering         jsonb       NOT NULL,
    -- Counts changes; a change that names an old revision changes nothing.
    revision         bigint      NOT NULL,
    changed_at       timestamptz NOT NULL,
    FOREIGN KEY (contract_name, contract_version) REFERENCES feature_contracts (name, version),
    FOREIGN KEY (contract_name, champion) REFERENCES model_versions (contract_name, number),
    CONSTRAINT rollouts_challengers_array CHECK (jsonb_typeof(challengers) = 'array'),
    CONSTRAINT rollouts_salt_present CHECK (salt <> ''),
    CONSTRAINT rollouts_steering_known CHECK (
        steering ->> 'kind' IS NOT NULL
        AND steering ->> 'kind' IN ('MANUAL', 'RAMPING', 'EXPERIMENTING')
    ),
    CONSTRAINT rollouts_revision_counts CHECK (revision >= 1)
);

-- The ledger: every change of every rollout. Rows are appended and read, never changed.
CREATE TABLE deployments (
    id            uuid        PRIMARY KEY,
    contract_name text        COLLATE "C" NOT NULL,
    -- Of the rollout that the change made.
    revision      bigint      NOT NULL,
    kind          text        NOT NULL,
    -- Whole rollouts as documents, so that the ledger can be read whatever becomes of `rollouts`.
    -- NULL: there was nothing before.
    from_rollout  jsonb,
    to_rollout    jsonb       NOT NULL,
    changed_by    text        NOT NULL,
    reason        text        NOT NULL,
    changed_at    timestamptz NOT NULL,
    -- Settles which change made a revision. Read backwards it lists the newest first, and finds
    -- the one in force at a moment: a contract's changes are few.
    CONSTRAINT deployments_revision_unique UNIQUE (contract_name, revision),
    CONSTRAINT deployments_revision_counts CHECK (revision >= 1),
    CONSTRAINT deployments_kind_known CHECK (kind IN (
        'REGISTERED', 'ACTIVATED', 'CANARY', 'SWITCHED', 'ROLLED_BACK', 'RAMP_STARTED',
        'RAMP_ADVANCED', 'PROMOTED', 'EXPERIMENT_STARTED', 'EXPERIMENT_ENDED')),
    CONSTRAINT deployments_to_names_itself CHECK (
        to_rollout ->> 'contract' = contract_name AND (to_rollout ->> 'revision')::bigint = revision
    ),
    CONSTRAINT deployments_changed_by_length CHECK (char_length(changed_by) <= 200),
    CONSTRAINT deployments_reason_length CHECK (char_length(reason) <= 500)
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER deployments_append_only BEFORE UPDATE OR DELETE ON deployments
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What the stages of the earlier release said. Its newest version in staging becomes a challenger
-- without a share, as it answered nobody there; one that takes another contract version than the
-- champion cannot stand beside it.
INSERT INTO rollouts
SELECT champion.contract_name, champion.contract_version, champion.number,
    CASE WHEN staged.number IS NULL THEN '[]'
        ELSE jsonb_build_array(jsonb_build_object('version', staged.number, 'share', 0)) END,
    '{}', gen_random_uuid()::text, '{"kind": "MANUAL"}', 1, now()
FROM model_versions AS champion
LEFT JOIN LATERAL (
    SELECT number FROM model_versions
    WHERE contract_name = champion.contract_name
        AND contract_version = champion.contract_version
        AND stage = 'STAGING'
    ORDER BY number DESC LIMIT 1
) AS staged ON true
WHERE champion.stage = 'PRODUCTION';

INSERT INTO deployments
SELECT gen_random_uuid(), contract_name, revision, 'REGISTERED', NULL,
    jsonb_build_object(
        'contract', contract_name, 'contractVersion', contract_version, 'champion', champion,
        'challengers', challengers, 'shadows', to_jsonb(shadows), 'salt', salt,
        'steering', steering, 'revision', revision),
    'migration', 'taken over from the stages of the earlier release', changed_at
FROM rollouts;

-- The index over it goes with the column.
ALTER TABLE model_versions DROP COLUMN stage;

CREATE TABLE experiments (
    id            uuid        PRIMARY KEY,
    name          text        NOT NULL,
    contract_name text        COLLATE "C" NOT NULL,
    -- An array of {"version", "share"}, the champion first.
    arms          jsonb       NOT NULL,
    target        text        NOT NULL,
    started_by    text        NOT NULL,
    started_at    timestamptz NOT NULL,
    -- When its time is up.
    ends_at       timestamptz NOT NULL,
    -- Both NULL while it is running.
    ended_at      timestamptz,
    end_reason    text,
    CONSTRAINT experiments_name_length CHECK (char_length(name) <= 200),
    CONSTRAINT experiments_arms_array CHECK (jsonb_typeof(arms) = 'array'),
    CONSTRAINT experiments_target_known CHECK (
        target IN ('LOG_LOSS', 'BRIER', 'ACCURACY', 'OUTCOME_RATE')
    ),
    CONSTRAINT experiments_ended_whole CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);

-- The listing of a contract's experiments, newest first.
CREATE INDEX experiments_newest ON experiments (contract_name, started_at DESC, id DESC);

-- What became of entities. A later row about the same entity stands beside the earlier ones.
CREATE TABLE outcomes (
    -- In the order they came: of two of one instant the higher is the later.
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    contract_name text        COLLATE "C" NOT NULL,
    entity        text        NOT NULL,
    positive      boolean     NOT NULL,
    recorded_by   text        NOT NULL,
    recorded_at   timestamptz NOT NULL,
    CONSTRAINT outcomes_entity_present CHECK (entity <> '')
);

-- "What became known since a moment?" for the figures of the arms; the count of a contract's.
CREATE INDEX outcomes_known_since ON outcomes (contract_name, recorded_at);

CREATE TABLE shadow_predictions (
    -- Of the prediction that was answered; its row need not be there (yet).
    prediction_id    uuid             NOT NULL,
    answered_at      timestamptz      NOT NULL,
    contract_name    text COLLATE "C" NOT NULL,
    contract_version integer          NOT NULL,
    shadow_version   integer          NOT NULL,
    probability      double precision NOT NULL,
    PRIMARY KEY (prediction_id, shadow_version),
    CONSTRAINT shadow_predictions_shadow_version_counts CHECK (shadow_version >= 1),
    CONSTRAINT shadow_predictions_probability_range CHECK (probability BETWEEN 0 AND 1)
);

-- "What did this version say in the shadow since then?"
CREATE INDEX shadow_predictions_since
    ON shadow_predictions (contract_name, shadow_version, answered_at);

-- The version that was asked first and failed; NULL where the version that answered was the
-- entity's arm. The last column, as it is in every partition: rows move between partitions by the
-- order of their columns.
ALTER TABLE predictions
    ADD COLUMN fell_back_from integer
        CONSTRAINT predictions_fell_back_from_counts CHECK (fell_back_from >= 1),
    -- The caller named the version: no figure of an arm counts it.
    ADD COLUMN asked boolean NOT NULL DEFAULT false;

-- "How often did this version fail since then?" Failures are rare, so it costs an answer nothing.
-- What a version answered since then is found by predictions_newest: the champion, which answers
-- most, is always asked for too, and an index by version gained nothing over a million rows.
CREATE INDEX predictions_failures ON predictions (contract_name, fell_back_from, answered_at)
    WHERE fell_back_from IS NOT NULL;
