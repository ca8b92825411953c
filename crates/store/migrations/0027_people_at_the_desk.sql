-- The desk looks at people: which officer, at whom, until when. What for is in the audit entry.
-- min_compatible: 24

CREATE TABLE office_inquiry (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    officer_id BYTEA NOT NULL REFERENCES office_officer (id), -- sensitive: no
    person_id BYTEA NOT NULL,                   -- sensitive: no
    expires_at BIGINT NOT NULL,                 -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX office_inquiry_age ON office_inquiry (expires_at);

-- How a report ended, in the officer's words.
ALTER TABLE alert_report ADD COLUMN note BYTEA; -- sensitive: sealed
