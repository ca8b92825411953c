-- The app: devices, activations, requests that wait in a browser, PINs that the app shows.
-- min_compatible: 5

-- A device of a person. Keys are public; nothing here signs.
CREATE TABLE app_device (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    person_id BYTEA NOT NULL REFERENCES person (id), -- sensitive: no
    state TEXT NOT NULL,                        -- sensitive: no
    name BYTEA NOT NULL,                        -- sensitive: sealed
    public_key BYTEA NOT NULL UNIQUE,           -- sensitive: no
    credential_id BYTEA UNIQUE,                 -- sensitive: no
    credential_key BYTEA,                       -- sensitive: no
    sign_count BIGINT NOT NULL,                 -- sensitive: no
    copied BOOLEAN NOT NULL,                    -- sensitive: no
    unlock_hash BYTEA,                          -- sensitive: hashed
    wrong_unlocks BIGINT NOT NULL,              -- sensitive: no
    activated_by TEXT NOT NULL,                 -- sensitive: no
    activated_at BIGINT NOT NULL,               -- sensitive: no
    replaced_by BYTEA,                          -- sensitive: no
    veto_until BIGINT,                          -- sensitive: no
    ended_at BIGINT,                            -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
-- One a person.
CREATE UNIQUE INDEX app_device_active ON app_device (person_id) WHERE state = 'active';
CREATE INDEX app_device_of_person ON app_device (person_id);
CREATE INDEX app_device_ended ON app_device (ended_at) WHERE ended_at IS NOT NULL;

-- An activation on its way, for nobody too.
CREATE TABLE app_activation (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    person_id BYTEA,                            -- sensitive: no
    activated_by TEXT NOT NULL,                 -- sensitive: no
    code_hash BYTEA NOT NULL,                   -- sensitive: hashed
    state TEXT NOT NULL,                        -- sensitive: no
    wrong_tries BIGINT NOT NULL,                -- sensitive: no
    sends BIGINT NOT NULL,                      -- sensitive: no
    sent_at BIGINT NOT NULL,                    -- sensitive: no
    challenge BYTEA,                            -- sensitive: no
    proven_at BIGINT,                           -- sensitive: no
    version BIGINT NOT NULL,                    -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX app_activation_age ON app_activation (created_at);

-- A request that waits in a browser.
CREATE TABLE app_request (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    handle TEXT NOT NULL UNIQUE,                -- sensitive: no
    asked_by TEXT NOT NULL,                     -- sensitive: no
    person_id BYTEA,                            -- sensitive: no
    device_id BYTEA,                            -- sensitive: no
    browser_hash BYTEA NOT NULL,                -- sensitive: hashed
    number_hash BYTEA NOT NULL,                 -- sensitive: hashed
    state TEXT NOT NULL,                        -- sensitive: no
    wrong_numbers BIGINT NOT NULL,              -- sensitive: no
    level TEXT NOT NULL,                        -- sensitive: no
    party TEXT NOT NULL,                        -- sensitive: no
    agent TEXT NOT NULL,                        -- sensitive: no
    system TEXT NOT NULL,                       -- sensitive: no
    origin_hash BYTEA NOT NULL,                 -- sensitive: hashed
    challenge BYTEA,                            -- sensitive: no
    method TEXT,                                -- sensitive: no
    asked_at BIGINT NOT NULL,                   -- sensitive: no
    moved_at BIGINT NOT NULL,                   -- sensitive: no
    version BIGINT NOT NULL,                    -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX app_request_of_person ON app_request (person_id, asked_at) WHERE person_id IS NOT NULL;
CREATE INDEX app_request_moved ON app_request (moved_at);
CREATE INDEX app_request_age ON app_request (asked_at);

-- A PIN that the app shows until the person asks for the SMS instead; for nobody too.
CREATE TABLE app_pin (
    challenge_id BYTEA NOT NULL PRIMARY KEY,    -- sensitive: no
    device_id BYTEA,                            -- sensitive: no
    pin BYTEA NOT NULL,                         -- sensitive: sealed
    party TEXT NOT NULL,                        -- sensitive: no
    expires_at BIGINT NOT NULL,                 -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX app_pin_of_device ON app_pin (device_id, expires_at) WHERE device_id IS NOT NULL;
CREATE INDEX app_pin_age ON app_pin (expires_at);

-- What a person stopped for a while.
CREATE TABLE app_hold (
    person_id BYTEA NOT NULL PRIMARY KEY REFERENCES person (id), -- sensitive: no
    activation_until BIGINT NOT NULL,           -- sensitive: no
    requests_until BIGINT NOT NULL,             -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
