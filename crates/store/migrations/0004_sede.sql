-- The electronic office: applicants as OpenID Connect told them, their visits and applications.
-- No key leads to the identity side, and no column is shared with it.

-- Somebody who applies. The row is also the guard of everything decided about their applications.
CREATE TABLE sede_applicant (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    data_key_id BYTEA NOT NULL REFERENCES data_key (id), -- sensitive: no
    sub_index BYTEA NOT NULL UNIQUE,            -- sensitive: hashed
    number BYTEA NOT NULL,                      -- sensitive: sealed
    name BYTEA NOT NULL,                        -- sensitive: sealed
    version BIGINT NOT NULL,                    -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);

CREATE TABLE sede_session (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    secret_hash BYTEA NOT NULL UNIQUE,          -- sensitive: hashed
    applicant_id BYTEA NOT NULL REFERENCES sede_applicant (id), -- sensitive: no
    level TEXT NOT NULL,                        -- sensitive: no
    authenticated_at BIGINT NOT NULL,           -- sensitive: no
    started_at BIGINT NOT NULL,                 -- sensitive: no
    last_used_at BIGINT NOT NULL,               -- sensitive: no
    ended_at BIGINT,                            -- sensitive: no
    -- The hint for the log-out at the identity provider; gone when the session ends.
    id_token BYTEA,                             -- sensitive: sealed
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX sede_session_of_applicant ON sede_session (applicant_id);
CREATE INDEX sede_session_age ON sede_session (last_used_at);

CREATE TABLE sede_application (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    applicant_id BYTEA NOT NULL REFERENCES sede_applicant (id), -- sensitive: no
    reference TEXT NOT NULL UNIQUE,             -- sensitive: no
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'automatic_check', 'in_review', 'issued_negative', 'issued_positive', 'downloaded', 'withdrawn')), -- sensitive: no
    purpose TEXT,                               -- sensitive: no
    lang TEXT NOT NULL,                         -- sensitive: no
    -- The person as the civil register had them: what is certified.
    subject BYTEA NOT NULL,                     -- sensitive: sealed
    contact BYTEA,                              -- sensitive: sealed
    -- What the machine found. Whose entries coincided is nobody's business who steals a file.
    outcome BYTEA,                              -- sensitive: sealed
    certificate_id BYTEA UNIQUE,                -- sensitive: no
    receipt_id BYTEA,                           -- sensitive: no
    submitted_at BIGINT,                        -- sensitive: no
    decided_at BIGINT,                          -- sensitive: no
    downloaded_at BIGINT,                       -- sensitive: no
    -- The worker takes up what a request could not finish, not before this moment.
    attempts BIGINT NOT NULL,                   -- sensitive: no
    not_before BIGINT,                          -- sensitive: no
    version BIGINT NOT NULL,                    -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX sede_application_of_applicant ON sede_application (applicant_id, created_at);
-- A double click on "start" begins one application.
CREATE UNIQUE INDEX sede_application_draft ON sede_application (applicant_id) WHERE state = 'draft';
CREATE INDEX sede_application_pending ON sede_application (not_before) WHERE state IN ('submitted', 'automatic_check');
CREATE INDEX sede_application_in_review ON sede_application (submitted_at) WHERE state = 'in_review';
CREATE INDEX sede_application_draft_age ON sede_application (updated_at) WHERE state = 'draft';
