-- Who is signed in where; users that are locked, have a temporary password, or none here; keys with
-- finer scopes, and where they may be used from.

ALTER TABLE users
    ADD COLUMN locked boolean NOT NULL DEFAULT false,
    ADD COLUMN credential text NOT NULL DEFAULT 'CHOSEN',
    -- From when on a temporary password is good for nothing.
    ADD COLUMN password_until timestamptz,
    -- Who vouches for a user without a password here, and by what name.
    ADD COLUMN issuer text COLLATE "C",
    ADD COLUMN subject text COLLATE "C",
    ALTER COLUMN password_hash DROP NOT NULL,
    ADD CONSTRAINT users_credential_whole CHECK (
        CASE credential
            WHEN 'CHOSEN' THEN num_nulls(password_hash, password_until, issuer, subject) = 3
                AND password_hash IS NOT NULL
            WHEN 'TEMPORARY' THEN num_nulls(password_hash, password_until, issuer, subject) = 2
                AND num_nulls(password_hash, password_until) = 0
            WHEN 'EXTERNAL' THEN num_nulls(password_hash, password_until, issuer, subject) = 2
                AND num_nulls(issuer, subject) = 0
            ELSE false
        END);

ALTER TABLE users ALTER COLUMN locked DROP DEFAULT, ALTER COLUMN credential DROP DEFAULT;

-- Settles who registers an identity provider's user first; answers "who is this?".
CREATE UNIQUE INDEX users_external_unique ON users (issuer, subject);

DROP INDEX users_active_admins;
CREATE INDEX users_active_admins ON users (id) WHERE approved AND NOT locked AND role = 'ADMIN';

CREATE TABLE sessions (
    id         uuid        PRIMARY KEY,
    user_id    uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    started_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    -- NULL while nobody has ended it.
    ended_at   timestamptz,
    address    text        COLLATE "C" NOT NULL,
    agent      text        NOT NULL,
    CONSTRAINT sessions_agent_length CHECK (char_length(agent) <= 200),
    CONSTRAINT sessions_end_after_start CHECK (expires_at > started_at)
);

-- "Which sessions has the user?", newest first; ends them all; "has the user been here before?"
CREATE INDEX sessions_by_user ON sessions (user_id, started_at DESC);

-- Takes away the old ones: "which were over before then?" LEAST passes over NULL.
CREATE INDEX sessions_by_end ON sessions (least(ended_at, expires_at));

-- What the one scope of clients opened is what all the finer ones open.
ALTER TABLE api_keys DROP CONSTRAINT api_keys_scopes_known;
UPDATE api_keys
SET scopes = array_remove(scopes, 'CLIENT') || ARRAY['SIGN_IN', 'PREDICT', 'EXPLAIN', 'MODELS_READ',
    'MODELS_WRITE', 'ANALYTICS_READ', 'CUSTOMERS_READ', 'CUSTOMERS_WRITE', 'ALERTS', 'METRICS']
WHERE scopes @> ARRAY['CLIENT'];
ALTER TABLE api_keys
    ADD CONSTRAINT api_keys_scopes_known CHECK (scopes <@ ARRAY['SIGN_IN', 'PREDICT', 'EXPLAIN',
        'MODELS_READ', 'MODELS_WRITE', 'ANALYTICS_READ', 'CUSTOMERS_READ', 'CUSTOMERS_WRITE',
        'ALERTS', 'METRICS', 'ADMIN']),
    -- In CIDR notation; none for anywhere.
    ADD COLUMN networks text[] NOT NULL DEFAULT '{}',
    -- To about a minute; NULL for never.
    ADD COLUMN last_used_at timestamptz;
ALTER TABLE api_keys ALTER COLUMN networks DROP DEFAULT;

-- Every node keeps in memory what it recognises callers by, and is told here what to forget, with
-- the commit: `key:` and the digest, `session:` or `user:` and the id, or `all`. By triggers, so that
-- changes made by hand are told as well.
CREATE FUNCTION tell_api_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM pg_notify('holdfast_identity', 'key:' || OLD.sha256);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM pg_notify('holdfast_identity', 'key:' || NEW.sha256);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION tell_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('holdfast_identity', 'session:' || coalesce(NEW.id, OLD.id));
    RETURN NULL;
END $$;

CREATE FUNCTION tell_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('holdfast_identity', 'user:' || coalesce(NEW.id, OLD.id));
    RETURN NULL;
END $$;

CREATE FUNCTION tell_all() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('holdfast_identity', 'all');
    RETURN NULL;
END $$;

-- All columns but `last_used_at`, which is written every minute.
CREATE TRIGGER tell_change
    AFTER INSERT OR DELETE OR UPDATE
        OF id, client, sha256, scopes, tier, created_at, expires_at, networks ON api_keys
    FOR EACH ROW EXECUTE FUNCTION tell_api_key();
CREATE TRIGGER tell_change AFTER INSERT OR UPDATE ON sessions
    FOR EACH ROW EXECUTE FUNCTION tell_session();
-- Most of what is deleted was ended before, and nobody remembers it.
CREATE TRIGGER tell_deletion AFTER DELETE ON sessions
    FOR EACH ROW WHEN (OLD.ended_at IS NULL) EXECUTE FUNCTION tell_session();
CREATE TRIGGER tell_change AFTER INSERT OR UPDATE OR DELETE ON users
    FOR EACH ROW EXECUTE FUNCTION tell_user();

CREATE TRIGGER tell_emptying AFTER TRUNCATE ON api_keys EXECUTE FUNCTION tell_all();
CREATE TRIGGER tell_emptying AFTER TRUNCATE ON sessions EXECUTE FUNCTION tell_all();
CREATE TRIGGER tell_emptying AFTER TRUNCATE ON users EXECUTE FUNCTION tell_all();
