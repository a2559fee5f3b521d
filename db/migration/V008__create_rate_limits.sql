-- How much of a quota somebody has used, for all nodes. The library that counts (Bucket4j) reads and
-- writes the rows; nothing else does.

-- Lost in a crash, everybody has a whole quota again; no commit has to wait for the disk.
CREATE UNLOGGED TABLE rate_limits (
    -- Digest of the quota and of whom it limits: no key, user or address stands here.
    id         bigint PRIMARY KEY,
    -- NULL between the insertion and the first count.
    state      bytea,
    -- Milliseconds since 1970: the quota is whole by then, which is as good as no row.
    expires_at bigint NOT NULL DEFAULT (extract(epoch FROM now()) + 86400) * 1000
);

-- Takes away the old ones.
CREATE INDEX rate_limits_by_expiry ON rate_limits (expires_at);
