-- Tables that every area shares.
-- min_compatible: 1

-- Facts about the database itself: `purpose` is demonstration or production.
CREATE TABLE schema_meta (
    name TEXT NOT NULL PRIMARY KEY, -- sensitive: no
    value TEXT NOT NULL,            -- sensitive: no
    created_at BIGINT NOT NULL,     -- sensitive: no
    updated_at BIGINT NOT NULL,     -- sensitive: no
    updated_by TEXT NOT NULL        -- sensitive: no
);

-- Data keys wrapped by the key-encryption key. Erasing one makes every row under it unreadable.
CREATE TABLE data_key (
    id BYTEA NOT NULL PRIMARY KEY, -- sensitive: no
    wrapped BYTEA,                 -- sensitive: sealed
    erased_at BIGINT,              -- sensitive: no
    created_at BIGINT NOT NULL,    -- sensitive: no
    updated_at BIGINT NOT NULL,    -- sensitive: no
    updated_by TEXT NOT NULL,      -- sensitive: no
    CHECK ((wrapped IS NULL) = (erased_at IS NOT NULL))
);

-- Who does a piece of clockwork now, and until when if nothing more is heard.
CREATE TABLE lease (
    name TEXT NOT NULL PRIMARY KEY, -- sensitive: no
    holder TEXT NOT NULL,           -- sensitive: no
    held_until BIGINT NOT NULL,     -- sensitive: no
    created_at BIGINT NOT NULL,     -- sensitive: no
    updated_at BIGINT NOT NULL,     -- sensitive: no
    updated_by TEXT NOT NULL        -- sensitive: no
);

-- Messages that wait to be sent, sealed under a data key of a person, or under one of their own
-- that is kept beside them and goes when they are sent.
CREATE TABLE outbox (
    id BYTEA NOT NULL PRIMARY KEY, -- sensitive: no
    channel TEXT NOT NULL,         -- sensitive: no
    kind TEXT NOT NULL,            -- sensitive: no
    data_key_id BYTEA,             -- sensitive: no
    own_key BYTEA,                 -- sensitive: sealed
    payload BYTEA,                 -- sensitive: sealed
    dedup_key TEXT UNIQUE,         -- sensitive: no
    state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'given_up')), -- sensitive: no
    attempts BIGINT NOT NULL,      -- sensitive: no
    not_before BIGINT NOT NULL,    -- sensitive: no
    leased_until BIGINT,           -- sensitive: no
    leased_by TEXT,                -- sensitive: no
    last_error TEXT,               -- sensitive: no
    created_at BIGINT NOT NULL,    -- sensitive: no
    updated_at BIGINT NOT NULL,    -- sensitive: no
    updated_by TEXT NOT NULL       -- sensitive: no
);
CREATE INDEX outbox_queued ON outbox (not_before, id) WHERE state = 'queued';
CREATE INDEX outbox_settled ON outbox (updated_at) WHERE state <> 'queued';

-- What was done in whose name. Rows are only added; a commitment stands for the record in the
-- public log, so that erasing the data key keeps the proofs valid.
CREATE TABLE audit_entry (
    id BYTEA NOT NULL PRIMARY KEY, -- sensitive: no
    at BIGINT NOT NULL,            -- sensitive: no
    use_case TEXT NOT NULL,        -- sensitive: no
    actor TEXT NOT NULL,           -- sensitive: no
    subject_blind BYTEA,           -- sensitive: hashed
    data_key_id BYTEA,             -- sensitive: no
    record BYTEA NOT NULL,         -- sensitive: sealed
    commitment BYTEA NOT NULL,     -- sensitive: hashed
    created_at BIGINT NOT NULL     -- sensitive: no
);
CREATE INDEX audit_entry_subject ON audit_entry (subject_blind, at);

-- The administration that answers: procedures, offices, officers, relying parties and documents
-- belong to a body.
CREATE TABLE body (
    id BYTEA NOT NULL PRIMARY KEY, -- sensitive: no
    dir3 TEXT NOT NULL UNIQUE,     -- sensitive: no
    names TEXT NOT NULL,           -- sensitive: no
    managing_texts TEXT NOT NULL,  -- sensitive: no
    logo_svg TEXT,                 -- sensitive: no
    contact TEXT NOT NULL,         -- sensitive: no
    seal_key TEXT NOT NULL,        -- sensitive: no
    holidays TEXT NOT NULL,        -- sensitive: no
    time_zone TEXT NOT NULL,       -- sensitive: no
    created_at BIGINT NOT NULL,    -- sensitive: no
    updated_at BIGINT NOT NULL,    -- sensitive: no
    updated_by TEXT NOT NULL       -- sensitive: no
);
