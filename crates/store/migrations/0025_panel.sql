-- The person's control panel: from where a session was opened, which services a person has
-- entered, and how to find what came of telling them that a session ended.
-- min_compatible: 5

-- Browser and network of origin.
ALTER TABLE session ADD COLUMN seen BYTEA; -- sensitive: sealed

-- A service that the person has entered at least once.
CREATE TABLE person_client (
    person_id BYTEA NOT NULL REFERENCES person (id), -- sensitive: no
    client_id TEXT NOT NULL,                    -- sensitive: no
    -- Names of everything that it was ever given.
    received TEXT NOT NULL,                     -- sensitive: no
    times BIGINT NOT NULL,                      -- sensitive: no
    first_at BIGINT NOT NULL,                   -- sensitive: no
    last_at BIGINT NOT NULL,                    -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL,                   -- sensitive: no
    PRIMARY KEY (person_id, client_id)
);
CREATE INDEX person_client_age ON person_client (last_at);

-- What is known of the time before: the sessions of the last month.
INSERT INTO person_client (person_id, client_id, received, times, first_at, last_at, created_at,
    updated_at, updated_by)
SELECT session.person_id, session_client.client_id, MAX(session_client.released), COUNT(*),
    MIN(session_client.created_at), MAX(session_client.updated_at),
    MIN(session_client.created_at), MAX(session_client.updated_at), 'migration.0025'
FROM session_client JOIN session ON session.id = session_client.session_id
GROUP BY session.person_id, session_client.client_id;

CREATE INDEX client_log_out_of_person ON client_log_out (person_id, created_at);
