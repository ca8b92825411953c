-- Passkeys of citizens. A release that knows nothing of them goes on beside this one: nobody logs in
-- there with a passkey.
-- min_compatible: 5

-- Ids and public keys open nothing.
CREATE TABLE passkey (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    person_id BYTEA NOT NULL REFERENCES person (id), -- sensitive: no
    label BYTEA NOT NULL,                       -- sensitive: sealed
    credential_id BYTEA NOT NULL UNIQUE,        -- sensitive: no
    public_key BYTEA NOT NULL,                  -- sensitive: no
    sign_count BIGINT NOT NULL,                 -- sensitive: no
    copyable BOOLEAN NOT NULL,                  -- sensitive: no
    transports TEXT NOT NULL,                   -- sensitive: no
    -- The level of the session in which it was added: it never gives more.
    vouched TEXT NOT NULL,                      -- sensitive: no
    last_used_at BIGINT,                        -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX passkey_of_person ON passkey (person_id);

-- A challenge that one browser was given. Answering takes it away, right or wrong.
CREATE TABLE passkey_ceremony (
    secret_hash BYTEA NOT NULL PRIMARY KEY,     -- sensitive: hashed
    -- Who adds a passkey; nobody in particular when somebody logs in.
    person_id BYTEA,                            -- sensitive: no
    challenge BYTEA NOT NULL,                   -- sensitive: no
    expires_at BIGINT NOT NULL,                 -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX passkey_ceremony_age ON passkey_ceremony (expires_at);
