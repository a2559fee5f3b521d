-- Imports that were sent over HTTP: they wait until some node has time for them, and may be taken
-- back.

CREATE TABLE scheduled_imports (LIKE scheduled_batches INCLUDING ALL);

ALTER TABLE imports DROP CONSTRAINT imports_status_known;
ALTER TABLE imports ADD CONSTRAINT imports_status_known CHECK (
    CASE status
        WHEN 'WAITING' THEN num_nonnulls(ended_at, reason, counts) = 0
        WHEN 'RUNNING' THEN num_nonnulls(ended_at, reason, counts) = 0
        WHEN 'COMPLETED' THEN num_nulls(ended_at, counts) = 0 AND reason IS NULL
        WHEN 'REFUSED' THEN num_nulls(ended_at, reason) = 0 AND counts IS NULL
        WHEN 'FAILED' THEN num_nulls(ended_at, reason) = 0 AND counts IS NULL
        WHEN 'CANCELLED' THEN ended_at IS NOT NULL AND num_nonnulls(reason, counts) = 0
        ELSE false
    END);

-- "How many wait".
CREATE INDEX imports_waiting ON imports (id) WHERE status = 'WAITING';
