-- Web Push: where a device with the app wants to be told that something waits. The row of a
-- subscription that has ended is removed when a push service says so.
-- min_compatible: 5

CREATE TABLE push_subscription (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    device_id BYTEA NOT NULL UNIQUE,            -- sensitive: no
    person_id BYTEA NOT NULL REFERENCES person (id), -- sensitive: no
    address BYTEA NOT NULL,                     -- sensitive: sealed
    key_id TEXT NOT NULL,                       -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX push_subscription_of_person ON push_subscription (person_id);
