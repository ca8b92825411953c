-- The permanent password, the browsers that people have used, and what somebody is in the middle
-- of with a password.
-- min_compatible: 5

-- One password a person. Tries are counted in two lanes: in browsers that the person has used
-- before, and in all others.
CREATE TABLE password_credential (
    person_id BYTEA NOT NULL PRIMARY KEY REFERENCES person (id), -- sensitive: no
    hash TEXT NOT NULL,                         -- sensitive: hashed
    set_at BIGINT NOT NULL,                     -- sensitive: no
    own_tries BIGINT NOT NULL,                  -- sensitive: no
    strange_tries BIGINT NOT NULL,              -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);

-- Passwords that a person has had and may not choose again.
CREATE TABLE password_history (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    person_id BYTEA NOT NULL REFERENCES person (id), -- sensitive: no
    hash TEXT NOT NULL,                         -- sensitive: hashed
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX password_history_of_person ON password_history (person_id, id);

-- Browsers in which a person has logged in, by the keyed hash of a cookie of theirs.
CREATE TABLE known_browser (
    person_id BYTEA NOT NULL REFERENCES person (id), -- sensitive: no
    browser_hash BYTEA NOT NULL,                -- sensitive: hashed
    first_used_at BIGINT NOT NULL,              -- sensitive: no
    last_used_at BIGINT NOT NULL,               -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL,                   -- sensitive: no
    PRIMARY KEY (person_id, browser_hash)
);
CREATE INDEX known_browser_age ON known_browser (last_used_at);

-- What somebody is in the middle of with a password. Gone with its time; one of a kind a person.
CREATE TABLE password_flow (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    secret_hash BYTEA NOT NULL UNIQUE,          -- sensitive: hashed
    person_id BYTEA NOT NULL REFERENCES person (id), -- sensitive: no
    step TEXT NOT NULL,                         -- sensitive: no
    state BYTEA NOT NULL,                       -- sensitive: sealed
    version BIGINT NOT NULL,                    -- sensitive: no
    expires_at BIGINT NOT NULL,                 -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE UNIQUE INDEX password_flow_of_person ON password_flow (person_id, step);
CREATE INDEX password_flow_expiry ON password_flow (expires_at);
