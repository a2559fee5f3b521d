-- What was done by whom. Rows are added and never changed; each carries the hash of the one before
-- it. How a hash is computed: docs/operations.md, "Audit trail".

CREATE TABLE audit_events (
    -- From 1, without gaps: given out under a lock, not by a sequence.
    position      bigint      PRIMARY KEY,
    -- The same for an action's beginning and its end.
    event_id      uuid        NOT NULL,
    at            timestamptz NOT NULL,
    actor_kind    text        NOT NULL,
    actor_id      text        COLLATE "C" NOT NULL,
    actor_name    text        COLLATE "C" NOT NULL,
    action        text        COLLATE "C" NOT NULL,
    target        text        COLLATE "C" NOT NULL,
    address       text        COLLATE "C" NOT NULL,
    request_id    text        COLLATE "C" NOT NULL,
    result        text        NOT NULL,
    previous_hash text        COLLATE "C" NOT NULL,
    hash          text        COLLATE "C" NOT NULL,
    CONSTRAINT audit_events_position_counts CHECK (position >= 1),
    CONSTRAINT audit_events_actor_kind_known
        CHECK (actor_kind IN ('ANONYMOUS', 'USER', 'KEY', 'OPERATOR', 'SYSTEM')),
    CONSTRAINT audit_events_result_known
        CHECK (result IN ('BEGAN', 'SUCCEEDED', 'REFUSED', 'FAILED')),
    CONSTRAINT audit_events_texts_short CHECK (
        greatest(char_length(actor_id), char_length(actor_name), char_length(action),
            char_length(target), char_length(address), char_length(request_id)) <= 200),
    CONSTRAINT audit_events_hashes_whole
        CHECK (previous_hash ~ '^[0-9a-f]{64}$' AND hash ~ '^[0-9a-f]{64}$')
);

-- "What did this user or key do?", newest first.
CREATE INDEX audit_events_by_actor_id ON audit_events (actor_id, position);
CREATE INDEX audit_events_by_actor_name ON audit_events (actor_name, position);

-- "Who did this?", by the beginning of the action's name, which the collation makes a range.
CREATE INDEX audit_events_by_action ON audit_events (action, position);

-- "What was done to this user?", newest first.
CREATE INDEX audit_events_by_target ON audit_events (target, position);

-- "What happened between then and then?"
CREATE INDEX audit_events_by_time ON audit_events (at);

-- The last row that was taken away because of its age, if one was; what is kept begins behind it.
CREATE TABLE audit_anchor (
    only_row boolean PRIMARY KEY DEFAULT true,
    position bigint  NOT NULL,
    hash     text    COLLATE "C" NOT NULL,
    CONSTRAINT audit_anchor_only_row CHECK (only_row),
    CONSTRAINT audit_anchor_position_counts CHECK (position >= 1),
    CONSTRAINT audit_anchor_hash_whole CHECK (hash ~ '^[0-9a-f]{64}$')
);

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER audit_events_never_changed BEFORE UPDATE OR TRUNCATE ON audit_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_anchor_stays BEFORE DELETE OR TRUNCATE ON audit_anchor
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- Only what the anchor has passed may go.
CREATE FUNCTION refuse_audit_gap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.position > coalesce((SELECT position FROM audit_anchor), 0) THEN
        RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END
$$;

CREATE TRIGGER audit_events_deleted_from_the_start BEFORE DELETE ON audit_events
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_gap();

-- The anchor moves forward only, and onto a row that is there.
CREATE FUNCTION check_audit_anchor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP = 'UPDATE' AND NEW.position <= OLD.position) OR NOT EXISTS (
        SELECT 1 FROM audit_events WHERE position = NEW.position AND hash = NEW.hash) THEN
        RAISE EXCEPTION 'the anchor of the audit trail moves forward only, from row to row'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER audit_anchor_moves_forward BEFORE INSERT OR UPDATE ON audit_anchor
    FOR EACH ROW EXECUTE FUNCTION check_audit_anchor();
