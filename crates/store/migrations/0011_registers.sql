-- The civil register and the register of offences, where an administration imports them. Every
-- row is sealed under a key that some ten thousand rows share (a person's own key belongs to who
-- is registered), and is found by keyed hashes only. A row without content was removed: it stays
-- so that older data do not bring it back.
-- min_compatible: 5

CREATE TABLE civil_record (
    number_index BYTEA NOT NULL PRIMARY KEY,    -- sensitive: hashed
    data_key_id BYTEA NOT NULL,                 -- sensitive: no
    record BYTEA,                               -- sensitive: sealed
    changed_at BIGINT NOT NULL,                 -- sensitive: no
    version BIGINT NOT NULL,                    -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);

-- Homonyms are found by name and year of birth, or parents and year of birth: the parts of a date
-- that may be unknown are compared once the row is open.
CREATE TABLE offence_entry (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    data_key_id BYTEA NOT NULL,                 -- sensitive: no
    content BYTEA,                              -- sensitive: sealed
    number_index BYTEA,                         -- sensitive: hashed
    name_index BYTEA,                           -- sensitive: hashed
    parents_index BYTEA,                        -- sensitive: hashed
    changed_at BIGINT NOT NULL,                 -- sensitive: no
    version BIGINT NOT NULL,                    -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX offence_entry_number ON offence_entry (number_index) WHERE number_index IS NOT NULL;
CREATE INDEX offence_entry_name ON offence_entry (name_index) WHERE name_index IS NOT NULL;
CREATE INDEX offence_entry_parents ON offence_entry (parents_index) WHERE parents_index IS NOT NULL;

-- How far an import has come: the byte behind the last row that is in the tables, and what became
-- of the rows.
CREATE TABLE register_import (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    register TEXT NOT NULL,                     -- sensitive: no
    digest BYTEA NOT NULL,                      -- sensitive: no
    state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'abandoned')), -- sensitive: no
    as_of BIGINT NOT NULL,                      -- sensitive: no
    position BIGINT NOT NULL,                   -- sensitive: no
    line BIGINT NOT NULL,                       -- sensitive: no
    added BIGINT NOT NULL,                      -- sensitive: no
    updated BIGINT NOT NULL,                    -- sensitive: no
    older BIGINT NOT NULL,                      -- sensitive: no
    removed BIGINT NOT NULL,                    -- sensitive: no
    deaths BIGINT NOT NULL,                     -- sensitive: no
    refused BIGINT NOT NULL,                    -- sensitive: no
    data_key_id BYTEA NOT NULL,                 -- sensitive: no
    rows_under_key BIGINT NOT NULL,             -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
-- One import of a register at a time.
CREATE UNIQUE INDEX register_import_running ON register_import (register) WHERE state = 'running';
