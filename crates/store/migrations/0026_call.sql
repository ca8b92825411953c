-- Requests by telephone and back channel (OpenID Connect CIBA): what they say, and who is told. An
-- older release cannot read such a request in a person's list, so that none may run beside this.

-- Seconds that a request lives; where it is empty, as long as the settings say.
ALTER TABLE app_request ADD COLUMN lasts_s BIGINT; -- sensitive: no

-- What a request that was asked for by telephone or back channel has beside the others. Its id is
-- that of the request. `said` is sealed under the key for acts of strangers: whose key is unwrapped
-- would tell who is registered.
CREATE TABLE app_call (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    client_id TEXT,                             -- sensitive: no
    officer_id BYTEA,                           -- sensitive: no
    secret_hash BYTEA NOT NULL UNIQUE,          -- sensitive: hashed
    said BYTEA NOT NULL,                        -- sensitive: sealed
    wanted TEXT NOT NULL,                       -- sensitive: no
    released TEXT NOT NULL,                     -- sensitive: no
    delivery TEXT NOT NULL CHECK (delivery IN ('poll', 'ping')), -- sensitive: no
    interval_s BIGINT NOT NULL,                 -- sensitive: no
    asked_at BIGINT,                            -- sensitive: no
    identified_at BIGINT,                       -- sensitive: no
    level TEXT,                                 -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX app_call_age ON app_call (created_at);
CREATE INDEX app_call_of_officer ON app_call (officer_id, created_at) WHERE officer_id IS NOT NULL;

-- Relying parties that must be told that their request was answered. Written in the transaction
-- that answers it.
CREATE TABLE client_ping (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    client_id TEXT NOT NULL,                    -- sensitive: no
    state TEXT NOT NULL CHECK (state IN ('queued', 'told', 'not_called', 'refused', 'given_up')), -- sensitive: no
    attempts BIGINT NOT NULL,                   -- sensitive: no
    not_before BIGINT NOT NULL,                 -- sensitive: no
    leased_until BIGINT,                        -- sensitive: no
    leased_by TEXT,                             -- sensitive: no
    last_error TEXT,                            -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX client_ping_queued ON client_ping (not_before) WHERE state = 'queued';
CREATE INDEX client_ping_age ON client_ping (created_at);
