-- Relying parties: requests that they pushed, consents that people asked us to remember, and who
-- must be told that a session has ended.

-- A request that a client pushed (RFC 9126). Used once, gone within minutes; sealed, because it may
-- say whom the client expects.
CREATE TABLE pushed_request (
    reference_hash BYTEA NOT NULL PRIMARY KEY,  -- sensitive: hashed
    client_id TEXT NOT NULL,                    -- sensitive: no
    request BYTEA NOT NULL,                     -- sensitive: sealed
    expires_at BIGINT NOT NULL,                 -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX pushed_request_age ON pushed_request (expires_at);

-- What a person lets a relying party have without seeing the page again: names of data with the
-- legal basis under which they were shown, never the data.
CREATE TABLE consent (
    person_id BYTEA NOT NULL REFERENCES person (id), -- sensitive: no
    client_id TEXT NOT NULL,                    -- sensitive: no
    released TEXT NOT NULL,                     -- sensitive: no
    given_at BIGINT NOT NULL,                   -- sensitive: no
    expires_at BIGINT NOT NULL,                 -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL,                   -- sensitive: no
    PRIMARY KEY (person_id, client_id)
);
CREATE INDEX consent_age ON consent (expires_at);

-- Who must be told that a session has ended (OpenID Connect Back-Channel Logout), and what came of
-- it. Written in the transaction that ends the session.
CREATE TABLE client_log_out (
    session_id BYTEA NOT NULL,                  -- sensitive: no
    client_id TEXT NOT NULL,                    -- sensitive: no
    person_id BYTEA NOT NULL,                   -- sensitive: no
    state TEXT NOT NULL CHECK (state IN ('queued', 'told', 'not_called', 'refused', 'given_up')), -- sensitive: no
    attempts BIGINT NOT NULL,                   -- sensitive: no
    not_before BIGINT NOT NULL,                 -- sensitive: no
    leased_until BIGINT,                        -- sensitive: no
    leased_by TEXT,                             -- sensitive: no
    last_error TEXT,                            -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL,                   -- sensitive: no
    PRIMARY KEY (session_id, client_id)
);
CREATE INDEX client_log_out_queued ON client_log_out (not_before) WHERE state = 'queued';
CREATE INDEX client_log_out_settled ON client_log_out (updated_at) WHERE state <> 'queued';

-- Withdrawing a consent revokes what it gave.
CREATE INDEX access_token_about ON access_token (person_id, client_id);
