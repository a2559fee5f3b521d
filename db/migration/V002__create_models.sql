-- Models: feature contracts, datasets, trained versions and their artefacts.

CREATE TABLE feature_contracts (
    name          text        COLLATE "C" NOT NULL,
    version       integer     NOT NULL,
    -- The whole contract, in the JSON form of a contract file. Never changed: a new meaning is a
    -- new version.
    definition    jsonb       NOT NULL,
    registered_at timestamptz NOT NULL DEFAULT now(),
    -- Answers both "this version" and, read backwards, "the highest version of the name".
    PRIMARY KEY (name, version),
    CONSTRAINT feature_contracts_name_form CHECK (name ~ '^[a-z][a-z0-9-]{0,62}$'),
    CONSTRAINT feature_contracts_version_counts CHECK (version >= 1),
    CONSTRAINT feature_contracts_definition_names_itself CHECK (
        definition ->> 'name' = name AND (definition ->> 'version')::integer = version
    )
);

CREATE TABLE datasets (
    id               uuid        PRIMARY KEY,
    contract_name    text COLLATE "C" NOT NULL,
    contract_version integer     NOT NULL,
    name             text        NOT NULL,
    row_count        integer     NOT NULL,
    column_count     integer     NOT NULL,
    duplicate_count  integer     NOT NULL,
    sha256           text        NOT NULL,
    uploaded_by      text        NOT NULL,
    uploaded_at      timestamptz NOT NULL,
    -- The file as it came in, gzip'd by the program. Read by id only, never in a listing.
    content          bytea       NOT NULL,
    FOREIGN KEY (contract_name, contract_version) REFERENCES feature_contracts (name, version),
    CONSTRAINT datasets_row_count_counts CHECK (row_count >= 0),
    CONSTRAINT datasets_column_count_counts CHECK (column_count >= 0),
    CONSTRAINT datasets_duplicate_count_counts CHECK (duplicate_count >= 0),
    CONSTRAINT datasets_sha256_form CHECK (sha256 ~ '^[0-9a-f]{64}$')
);

-- Compressed already: the server need not try again.
ALTER TABLE datasets ALTER COLUMN content SET STORAGE EXTERNAL;

-- "The newest dataset of a contract", and the listing, newest first.
CREATE INDEX datasets_newest ON datasets (contract_name, uploaded_at DESC, id DESC);

CREATE TABLE model_versions (
    contract_name    text COLLATE "C" NOT NULL,
    -- Counts from 1 over all versions of the contract's name.
    number           integer     NOT NULL,
    contract_version integer     NOT NULL,
    stage            text        NOT NULL,
    algorithm        text        NOT NULL,
    metrics          jsonb       NOT NULL,
    -- Every candidate of the training, best first.
    candidates       jsonb       NOT NULL,
    training_rows    integer     NOT NULL,
    data_sha256      text        NOT NULL,
    artefact_sha256  text        NOT NULL,
    created_at       timestamptz NOT NULL,
    -- Settles who gets a number; read backwards it lists the newest first.
    PRIMARY KEY (contract_name, number),
    FOREIGN KEY (contract_name, contract_version) REFERENCES feature_contracts (name, version),
    CONSTRAINT model_versions_number_counts CHECK (number >= 1),
    CONSTRAINT model_versions_stage_known CHECK (stage IN ('PRODUCTION', 'STAGING', 'ARCHIVED')),
    CONSTRAINT model_versions_training_rows_counts CHECK (training_rows >= 0),
    CONSTRAINT model_versions_metrics_object CHECK (jsonb_typeof(metrics) = 'object'),
    CONSTRAINT model_versions_candidates_array CHECK (jsonb_typeof(candidates) = 'array'),
    CONSTRAINT model_versions_data_sha256_present CHECK (data_sha256 <> ''),
    CONSTRAINT model_versions_artefact_sha256_present CHECK (artefact_sha256 <> '')
);

-- At most one production version of a name, whatever the program does; answers "which model
-- serves?" at start and whenever a node looks for changes.
CREATE UNIQUE INDEX model_versions_one_production
    ON model_versions (contract_name) WHERE stage = 'PRODUCTION';

-- Apart from the versions, so that listing them never touches megabytes.
CREATE TABLE model_artefacts (
    contract_name text COLLATE "C" NOT NULL,
    number        integer NOT NULL,
    content       bytea   NOT NULL,
    PRIMARY KEY (contract_name, number),
    FOREIGN KEY (contract_name, number) REFERENCES model_versions (contract_name, number)
);
