-- The desk: officers, their passkeys and sessions. Officers are not citizens.

CREATE TABLE office_officer (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    data_key_id BYTEA NOT NULL REFERENCES data_key (id), -- sensitive: no
    handle_index BYTEA NOT NULL UNIQUE,         -- sensitive: hashed
    handle BYTEA NOT NULL,                      -- sensitive: sealed
    name BYTEA NOT NULL,                        -- sensitive: sealed
    disabled_at BIGINT,                         -- sensitive: no
    version BIGINT NOT NULL,                    -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);

CREATE TABLE office_grant (
    officer_id BYTEA NOT NULL REFERENCES office_officer (id), -- sensitive: no
    body_id BYTEA NOT NULL,                     -- sensitive: no
    role TEXT NOT NULL,                         -- sensitive: no
    until_day TEXT NOT NULL,                    -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL,                   -- sensitive: no
    PRIMARY KEY (officer_id, body_id, role)
);

-- One link an officer: a new one replaces the last.
CREATE TABLE office_invitation (
    officer_id BYTEA NOT NULL PRIMARY KEY REFERENCES office_officer (id), -- sensitive: no
    secret_hash BYTEA NOT NULL UNIQUE,          -- sensitive: hashed
    expires_at BIGINT NOT NULL,                 -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX office_invitation_age ON office_invitation (expires_at);

-- Passkeys. Ids and public keys open nothing.
CREATE TABLE office_credential (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    officer_id BYTEA NOT NULL REFERENCES office_officer (id), -- sensitive: no
    credential_id BYTEA NOT NULL UNIQUE,        -- sensitive: no
    public_key BYTEA NOT NULL,                  -- sensitive: no
    sign_count BIGINT NOT NULL,                 -- sensitive: no
    backup_eligible BOOLEAN NOT NULL,           -- sensitive: no
    transports TEXT NOT NULL,                   -- sensitive: no
    last_used_at BIGINT,                        -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX office_credential_of_officer ON office_credential (officer_id);

-- A challenge that one browser was given. Answering takes it away, right or wrong.
CREATE TABLE office_ceremony (
    secret_hash BYTEA NOT NULL PRIMARY KEY,     -- sensitive: hashed
    kind TEXT NOT NULL,                         -- sensitive: no
    officer_id BYTEA,                           -- sensitive: no
    challenge BYTEA NOT NULL,                   -- sensitive: no
    expires_at BIGINT NOT NULL,                 -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX office_ceremony_age ON office_ceremony (expires_at);

CREATE TABLE office_session (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    secret_hash BYTEA NOT NULL UNIQUE,          -- sensitive: hashed
    officer_id BYTEA NOT NULL REFERENCES office_officer (id), -- sensitive: no
    method TEXT NOT NULL,                       -- sensitive: no
    started_at BIGINT NOT NULL,                 -- sensitive: no
    verified_at BIGINT NOT NULL,                -- sensitive: no
    ended_at BIGINT,                            -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX office_session_of_officer ON office_session (officer_id);
CREATE INDEX office_session_age ON office_session (started_at);
