-- The identity side: people, registrations, letters, flows, PINs, sessions, relying parties.

-- A person. The row is also the guard: every decision about a person first bumps `version`.
CREATE TABLE person (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    data_key_id BYTEA NOT NULL REFERENCES data_key (id), -- sensitive: no
    name BYTEA NOT NULL,                        -- sensitive: sealed
    birth_date BYTEA NOT NULL,                  -- sensitive: sealed
    lang TEXT NOT NULL,                         -- sensitive: no
    version BIGINT NOT NULL,                    -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);

-- Numbers are dated attributes of a person: a NIE becomes a DNI.
CREATE TABLE person_number (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    person_id BYTEA NOT NULL REFERENCES person (id), -- sensitive: no
    number BYTEA NOT NULL,                      -- sensitive: sealed
    number_index BYTEA NOT NULL,                -- sensitive: hashed
    valid_from BIGINT NOT NULL,                 -- sensitive: no
    valid_to BIGINT,                            -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE UNIQUE INDEX person_number_in_force ON person_number (number_index) WHERE valid_to IS NULL;
CREATE INDEX person_number_of_person ON person_number (person_id);

CREATE TABLE registration (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    person_id BYTEA NOT NULL UNIQUE REFERENCES person (id), -- sensitive: no
    level TEXT NOT NULL,                        -- sensitive: no
    state TEXT NOT NULL,                        -- sensitive: no
    route TEXT NOT NULL,                        -- sensitive: no
    phone BYTEA NOT NULL,                       -- sensitive: sealed
    phone_index BYTEA,                          -- sensitive: hashed
    email BYTEA NOT NULL,                       -- sensitive: sealed
    registered_at BIGINT NOT NULL,              -- sensitive: no
    activation_hash BYTEA,                      -- sensitive: hashed
    activation_tries BIGINT NOT NULL,           -- sensitive: no
    receipt_id BYTEA,                           -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
-- R061: one person a phone. A displaced registration gives its index up.
CREATE UNIQUE INDEX registration_phone ON registration (phone_index) WHERE phone_index IS NOT NULL;

CREATE TABLE terms_acceptance (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    person_id BYTEA NOT NULL REFERENCES person (id), -- sensitive: no
    version TEXT NOT NULL,                      -- sensitive: no
    lang TEXT NOT NULL,                         -- sensitive: no
    text_hash BYTEA NOT NULL,                   -- sensitive: no
    accepted_at BIGINT NOT NULL,                -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX terms_acceptance_of_person ON terms_acceptance (person_id);

CREATE TABLE letter (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    person_id BYTEA NOT NULL REFERENCES person (id), -- sensitive: no
    state TEXT NOT NULL,                        -- sensitive: no
    code_hash BYTEA,                            -- sensitive: hashed
    requested_at BIGINT NOT NULL,               -- sensitive: no
    expires_at BIGINT NOT NULL,                 -- sensitive: no
    wrong_tries BIGINT NOT NULL,                -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
-- R239: never two usable codes.
CREATE UNIQUE INDEX letter_usable ON letter (person_id) WHERE state = 'issued';
CREATE INDEX letter_of_person ON letter (person_id, requested_at);

-- A registration that somebody is in the middle of. Gone with its time (R245).
CREATE TABLE registration_flow (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    secret_hash BYTEA NOT NULL UNIQUE,          -- sensitive: hashed
    state BYTEA NOT NULL,                       -- sensitive: sealed
    version BIGINT NOT NULL,                    -- sensitive: no
    expires_at BIGINT NOT NULL,                 -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX registration_flow_expiry ON registration_flow (expires_at);

CREATE TABLE pin_challenge (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    person_id BYTEA,                            -- sensitive: no
    browser_hash BYTEA NOT NULL,                -- sensitive: hashed
    code_hash BYTEA NOT NULL,                   -- sensitive: hashed
    state TEXT NOT NULL,                        -- sensitive: no
    requested_at BIGINT NOT NULL,               -- sensitive: no
    issued_at BIGINT NOT NULL,                  -- sensitive: no
    wrong_tries BIGINT NOT NULL,                -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX pin_challenge_browser ON pin_challenge (browser_hash);
CREATE INDEX pin_challenge_age ON pin_challenge (created_at);

CREATE TABLE session (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    secret_hash BYTEA NOT NULL UNIQUE,          -- sensitive: hashed
    person_id BYTEA NOT NULL REFERENCES person (id), -- sensitive: no
    registration_level TEXT NOT NULL,           -- sensitive: no
    method TEXT NOT NULL,                       -- sensitive: no
    authenticated_at BIGINT NOT NULL,           -- sensitive: no
    last_used_at BIGINT NOT NULL,               -- sensitive: no
    ended_at BIGINT,                            -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX session_of_person ON session (person_id);
CREATE INDEX session_age ON session (authenticated_at);

-- Relying parties. The registration is a validated value as JSON.
CREATE TABLE client (
    id TEXT NOT NULL PRIMARY KEY,               -- sensitive: no
    registration TEXT NOT NULL,                 -- sensitive: no
    disabled_at BIGINT,                         -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);

-- What a session has released to a relying party.
CREATE TABLE session_client (
    session_id BYTEA NOT NULL REFERENCES session (id), -- sensitive: no
    client_id TEXT NOT NULL,                    -- sensitive: no
    released TEXT NOT NULL,                     -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL,                   -- sensitive: no
    PRIMARY KEY (session_id, client_id)
);

CREATE TABLE authorization_code (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    code_hash BYTEA NOT NULL UNIQUE,            -- sensitive: hashed
    client_id TEXT NOT NULL,                    -- sensitive: no
    session_id BYTEA NOT NULL,                  -- sensitive: no
    person_id BYTEA NOT NULL,                   -- sensitive: no
    granted TEXT NOT NULL,                      -- sensitive: no
    expires_at BIGINT NOT NULL,                 -- sensitive: no
    used_at BIGINT,                             -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX authorization_code_age ON authorization_code (expires_at);

CREATE TABLE access_token (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    token_hash BYTEA NOT NULL UNIQUE,           -- sensitive: hashed
    authorization_id BYTEA NOT NULL,            -- sensitive: no
    client_id TEXT NOT NULL,                    -- sensitive: no
    session_id BYTEA NOT NULL,                  -- sensitive: no
    person_id BYTEA NOT NULL,                   -- sensitive: no
    granted TEXT NOT NULL,                      -- sensitive: no
    expires_at BIGINT NOT NULL,                 -- sensitive: no
    revoked_at BIGINT,                          -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX access_token_authorization ON access_token (authorization_id);
CREATE INDEX access_token_age ON access_token (expires_at);
