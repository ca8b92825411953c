-- What both sides use and that tells nothing about anybody: issued documents and counters.

-- An issued document, found by the blind index of its verification code. It names no person: the
-- side that issued it keeps the relation.
CREATE TABLE issued_document (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    code_index BYTEA NOT NULL UNIQUE,           -- sensitive: hashed
    code BYTEA NOT NULL,                        -- sensitive: sealed
    data_key_id BYTEA NOT NULL REFERENCES data_key (id), -- sensitive: no
    body_id BYTEA NOT NULL,                     -- sensitive: no
    class TEXT NOT NULL,                        -- sensitive: no
    kind TEXT NOT NULL,                         -- sensitive: no
    lang TEXT NOT NULL,                         -- sensitive: no
    digest BYTEA NOT NULL,                      -- sensitive: no
    pdf BYTEA NOT NULL,                         -- sensitive: sealed
    issued_at BIGINT NOT NULL,                  -- sensitive: no
    kept_until BIGINT NOT NULL,                 -- sensitive: no
    withdrawn_at BIGINT,                        -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);

-- Velocity counters: how often something happened in a window of time. The bucket is a keyed hash
-- of kind, value and window, so that it names no number and no origin.
CREATE TABLE velocity (
    bucket BYTEA NOT NULL PRIMARY KEY,          -- sensitive: hashed
    count BIGINT NOT NULL,                      -- sensitive: no
    expires_at BIGINT NOT NULL                  -- sensitive: no
);
CREATE INDEX velocity_expiry ON velocity (expires_at);
