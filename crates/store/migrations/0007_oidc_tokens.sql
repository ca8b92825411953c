-- Refresh tokens, and identifiers of what clients sign and may use once.

-- What began with one authorization, and is refreshed since. Its id is that of the authorization.
CREATE TABLE refresh_family (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    client_id TEXT NOT NULL,                    -- sensitive: no
    session_id BYTEA NOT NULL,                  -- sensitive: no
    person_id BYTEA NOT NULL REFERENCES person (id), -- sensitive: no
    granted TEXT NOT NULL,                      -- sensitive: no
    expires_at BIGINT NOT NULL,                 -- sensitive: no
    revoked_at BIGINT,                          -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX refresh_family_of_person ON refresh_family (person_id, client_id);
CREATE INDEX refresh_family_age ON refresh_family (expires_at);

-- The tokens of a family. One that was used is kept, so that its second use is noticed.
CREATE TABLE refresh_token (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    token_hash BYTEA NOT NULL UNIQUE,           -- sensitive: hashed
    family_id BYTEA NOT NULL REFERENCES refresh_family (id), -- sensitive: no
    expires_at BIGINT NOT NULL,                 -- sensitive: no
    used_at BIGINT,                             -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX refresh_token_of_family ON refresh_token (family_id);
CREATE INDEX refresh_token_age ON refresh_token (expires_at);

-- Identifiers (`jti`) of assertions and proofs that were accepted: none is accepted twice.
CREATE TABLE spent_identifier (
    id_hash BYTEA NOT NULL PRIMARY KEY,         -- sensitive: hashed
    expires_at BIGINT NOT NULL,                 -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX spent_identifier_age ON spent_identifier (expires_at);

-- A token that was refreshed lives with its family; any other with the session it came from.
ALTER TABLE access_token ADD COLUMN offline BOOLEAN NOT NULL DEFAULT FALSE; -- sensitive: no
CREATE INDEX access_token_of_person ON access_token (person_id) WHERE revoked_at IS NULL;
