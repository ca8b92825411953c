-- What keeps people out, wholly or in part, and what they reported as not theirs. A release that
-- knows nothing of restrictions would let in whom this one keeps out: it needs this migration.

-- Rows are never removed: those that were lifted are the history.
CREATE TABLE restriction (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    person_id BYTEA NOT NULL REFERENCES person (id), -- sensitive: no
    kind TEXT NOT NULL,                         -- sensitive: no
    -- The officer who set it; nobody where the person did.
    set_by BYTEA,                               -- sensitive: no
    reason BYTEA,                               -- sensitive: sealed
    since BIGINT NOT NULL,                      -- sensitive: no
    until BIGINT,                               -- sensitive: no
    lifted_at BIGINT,                           -- sensitive: no
    -- The officer who lifted it; nobody where the person did.
    lifted_by BYTEA,                            -- sensitive: no
    lifted_reason BYTEA,                        -- sensitive: sealed
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX restriction_of_person ON restriction (person_id, id);
CREATE INDEX restriction_in_force ON restriction (person_id) WHERE lifted_at IS NULL;

-- "This was not me": what staff look at.
CREATE TABLE alert_report (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    person_id BYTEA NOT NULL REFERENCES person (id), -- sensitive: no
    what TEXT NOT NULL,                         -- sensitive: no
    at BIGINT NOT NULL,                         -- sensitive: no
    handled_at BIGINT,                          -- sensitive: no
    handled_by BYTEA,                           -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX alert_report_of_person ON alert_report (person_id, id);
CREATE INDEX alert_report_waiting ON alert_report (at) WHERE handled_at IS NULL;
CREATE INDEX alert_report_age ON alert_report (handled_at) WHERE handled_at IS NOT NULL;
