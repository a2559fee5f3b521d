-- Identity: who signs in, and which programs may call.
--
-- In every file: what is sorted or compared by name has the collation "C", so that the order is the
-- same on every server and in Java; text that people read keeps the database's.

CREATE TABLE users (
    id              uuid        PRIMARY KEY,
    username        text        NOT NULL,
    -- The name with its case folded, made by the program: lower() would depend on the database's
    -- locale, and under "C" leave every letter outside of ASCII as it is.
    username_folded text        COLLATE "C" NOT NULL,
    password_hash   text        NOT NULL,
    role            text        NOT NULL,
    approved        boolean     NOT NULL,
    created_at      timestamptz NOT NULL,
    -- Counts changes; an update that names an old revision changes nothing.
    revision        bigint      NOT NULL,
    CONSTRAINT users_username_length CHECK (char_length(username) BETWEEN 3 AND 50),
    CONSTRAINT users_password_hash_present CHECK (password_hash <> ''),
    CONSTRAINT users_role_known CHECK (role IN ('AGENT', 'ADMIN')),
    CONSTRAINT users_revision_counts CHECK (revision >= 0)
);

-- Settles who gets a name; answers the look-up at sign-in and the listing in the order of names.
CREATE UNIQUE INDEX users_name_unique ON users (username_folded);

-- "How many approved admins are left?", asked under lock before one is removed.
CREATE INDEX users_active_admins ON users (id) WHERE approved AND role = 'ADMIN';

CREATE TABLE api_keys (
    id         uuid        PRIMARY KEY,
    client     text        COLLATE "C" NOT NULL,
    -- Of the whole key text; the key itself is never stored.
    sha256     text        NOT NULL,
    scopes     text[]      NOT NULL,
    tier       text        NOT NULL,
    created_at timestamptz NOT NULL,
    -- NULL: never.
    expires_at timestamptz,
    -- Answers the look-up on every request that carries a key; settles who inserts a key.
    CONSTRAINT api_keys_sha256_unique UNIQUE (sha256),
    CONSTRAINT api_keys_client_length CHECK (char_length(client) BETWEEN 1 AND 100),
    CONSTRAINT api_keys_sha256_form CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT api_keys_scopes_known CHECK (scopes <@ ARRAY['CLIENT', 'ADMIN']),
    CONSTRAINT api_keys_tier_known CHECK (tier IN ('BASIC', 'PREMIUM', 'INTERNAL'))
);

-- "Which keys has the client?" when one is added, and the listing by client, newest first.
CREATE INDEX api_keys_by_client ON api_keys (client, created_at DESC);
