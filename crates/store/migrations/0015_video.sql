-- Registration by video call. What the two browsers and the media server say to each other goes
-- through rows, so that the faces and the media server may be different processes.
-- min_compatible: 5

-- A call, with a data key of its own: erasing it makes the whole call unreadable.
CREATE TABLE video_call (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    data_key_id BYTEA NOT NULL REFERENCES data_key (id), -- sensitive: no
    body_id BYTEA NOT NULL,                     -- sensitive: no
    secret_hash BYTEA NOT NULL UNIQUE,          -- sensitive: hashed
    flow_id BYTEA NOT NULL,                     -- sensitive: no
    number_index BYTEA,                         -- sensitive: hashed
    lang TEXT NOT NULL,                         -- sensitive: no
    state TEXT NOT NULL,                        -- sensitive: no
    state_since BIGINT NOT NULL,                -- sensitive: no
    queued_at BIGINT NOT NULL,                  -- sensitive: no
    operator_id BYTEA,                          -- sensitive: no
    missing_seat TEXT,                          -- sensitive: no
    level TEXT,                                 -- sensitive: no
    reason TEXT,                                -- sensitive: no
    assigned_at BIGINT,                         -- sensitive: no
    began_at BIGINT,                            -- sensitive: no
    ended_at BIGINT,                            -- sensitive: no
    person_id BYTEA,                            -- sensitive: no
    review_state TEXT NOT NULL,                 -- sensitive: no
    reviewer_id BYTEA,                          -- sensitive: no
    reviewed_at BIGINT,                         -- sensitive: no
    dossier BYTEA,                              -- sensitive: sealed
    kept_until BIGINT,                          -- sensitive: no
    version BIGINT NOT NULL,                    -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
-- One call of a flow, and one call of an operator, at a time.
CREATE UNIQUE INDEX video_call_flow ON video_call (flow_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX video_call_operator ON video_call (operator_id) WHERE ended_at IS NULL AND operator_id IS NOT NULL;
CREATE INDEX video_call_live ON video_call (queued_at, id) WHERE ended_at IS NULL;
CREATE INDEX video_call_number ON video_call (number_index) WHERE ended_at IS NULL;
CREATE INDEX video_call_ended ON video_call (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX video_call_entered ON video_call (body_id, queued_at);
CREATE INDEX video_call_review ON video_call (ended_at) WHERE review_state = 'waiting';
CREATE INDEX video_call_kept ON video_call (kept_until) WHERE kept_until IS NOT NULL;

-- What changes many times a minute while a call is live: who is there, and the mailbox's counters.
CREATE TABLE video_line (
    call_id BYTEA NOT NULL PRIMARY KEY REFERENCES video_call (id), -- sensitive: no
    citizen_seen_at BIGINT NOT NULL,            -- sensitive: no
    citizen_connection BIGINT NOT NULL,         -- sensitive: no
    citizen_spoke BIGINT NOT NULL,              -- sensitive: no
    operator_seen_at BIGINT NOT NULL,           -- sensitive: no
    operator_connection BIGINT NOT NULL,        -- sensitive: no
    operator_spoke BIGINT NOT NULL,             -- sensitive: no
    origins BIGINT NOT NULL,                    -- sensitive: no
    last_origin BYTEA,                          -- sensitive: hashed
    last_message BIGINT NOT NULL,               -- sensitive: no
    last_evidence BIGINT NOT NULL,              -- sensitive: no
    media_owner TEXT,                           -- sensitive: no
    media_until BIGINT NOT NULL,                -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);

-- The mailbox of a call, sealed under its key. Offers and answers go soon after its end, what was
-- written in it stays with its evidence.
CREATE TABLE video_message (
    call_id BYTEA NOT NULL REFERENCES video_call (id), -- sensitive: no
    seq BIGINT NOT NULL,                        -- sensitive: no
    from_seat TEXT NOT NULL,                    -- sensitive: no
    to_seat TEXT NOT NULL,                      -- sensitive: no
    kind TEXT NOT NULL,                         -- sensitive: no
    message BYTEA NOT NULL,                     -- sensitive: sealed
    taken_at BIGINT,                            -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL,                   -- sensitive: no
    PRIMARY KEY (call_id, seq)
);
CREATE INDEX video_message_media ON video_message (created_at) WHERE to_seat = 'media' AND taken_at IS NULL;
CREATE INDEX video_message_age ON video_message (created_at);

-- What was established in a call, one row after the other: rows are only added.
CREATE TABLE video_evidence (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    call_id BYTEA NOT NULL REFERENCES video_call (id), -- sensitive: no
    seq BIGINT NOT NULL,                        -- sensitive: no
    kind TEXT NOT NULL,                         -- sensitive: no
    officer_id BYTEA,                           -- sensitive: no
    detail BYTEA NOT NULL,                      -- sensitive: sealed
    at BIGINT NOT NULL,                         -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE UNIQUE INDEX video_evidence_of_call ON video_evidence (call_id, seq);

CREATE TABLE video_capture (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    call_id BYTEA NOT NULL REFERENCES video_call (id), -- sensitive: no
    kind TEXT NOT NULL,                         -- sensitive: no
    picture BYTEA NOT NULL,                     -- sensitive: sealed
    officer_id BYTEA NOT NULL,                  -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX video_capture_of_call ON video_capture (call_id, id);

-- Operators: the number by which they introduce themselves, and whether they attend now.
CREATE TABLE video_operator (
    officer_id BYTEA NOT NULL PRIMARY KEY,      -- sensitive: no
    body_id BYTEA NOT NULL,                     -- sensitive: no
    badge TEXT NOT NULL UNIQUE,                 -- sensitive: no
    presence TEXT NOT NULL,                     -- sensitive: no
    seen_at BIGINT NOT NULL,                    -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
