-- Identification by pictures and a film that nobody watches while they are taken and an officer
-- reviews later.
-- min_compatible: 5

-- An attempt, with a data key of its own: erasing it makes the whole attempt unreadable.
CREATE TABLE unattended_attempt (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    data_key_id BYTEA NOT NULL REFERENCES data_key (id), -- sensitive: no
    body_id BYTEA NOT NULL,                     -- sensitive: no
    secret_hash BYTEA NOT NULL UNIQUE,          -- sensitive: hashed
    number_index BYTEA,                         -- sensitive: hashed
    lang TEXT NOT NULL,                         -- sensitive: no
    state TEXT NOT NULL,                        -- sensitive: no
    state_since BIGINT NOT NULL,                -- sensitive: no
    basic BOOLEAN NOT NULL,                     -- sensitive: no
    officer_id BYTEA,                           -- sensitive: no
    reason TEXT,                                -- sensitive: no
    risk BIGINT,                                -- sensitive: no
    due_at BIGINT,                              -- sensitive: no
    sent_at BIGINT,                             -- sensitive: no
    person_id BYTEA,                            -- sensitive: no
    dossier BYTEA,                              -- sensitive: sealed
    kept_until BIGINT,                          -- sensitive: no
    version BIGINT NOT NULL,                    -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX unattended_attempt_queue ON unattended_attempt (body_id, risk DESC, sent_at, id) WHERE state IN ('waiting', 'doubted');
CREATE INDEX unattended_attempt_open ON unattended_attempt (created_at) WHERE state = 'capturing';
CREATE INDEX unattended_attempt_number ON unattended_attempt (number_index, created_at) WHERE number_index IS NOT NULL;
CREATE INDEX unattended_attempt_kept ON unattended_attempt (kept_until) WHERE kept_until IS NOT NULL;

-- Pictures of the document as the server wrote them anew, sealed under the attempt's key.
CREATE TABLE unattended_capture (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    attempt_id BYTEA NOT NULL REFERENCES unattended_attempt (id), -- sensitive: no
    side TEXT NOT NULL,                         -- sensitive: no
    picture BYTEA NOT NULL,                     -- sensitive: sealed
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL,                   -- sensitive: no
    UNIQUE (attempt_id, side)
);

-- Pieces of a film that is still arriving; they go into the recordings when it is complete.
CREATE TABLE unattended_piece (
    attempt_id BYTEA NOT NULL REFERENCES unattended_attempt (id), -- sensitive: no
    film BIGINT NOT NULL,                       -- sensitive: no
    n BIGINT NOT NULL,                          -- sensitive: no
    digest BYTEA NOT NULL,                      -- sensitive: no
    content BYTEA NOT NULL,                     -- sensitive: sealed
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL,                   -- sensitive: no
    PRIMARY KEY (attempt_id, film, n)
);
