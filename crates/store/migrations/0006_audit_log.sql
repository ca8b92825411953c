-- The public log above the audit entries (C2SP tlog-tiles): the sequencer gives every entry its
-- place, keeps the Merkle tree as tiles, and signs its root. Nothing here tells anything about
-- anybody: tiles and bundles hold hashes of records with a nonce in them, and are published.
-- min_compatible: 5

-- One row: how far the log reaches, and the checkpoint that was signed for it.
CREATE TABLE audit_log (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1), -- sensitive: no
    origin TEXT NOT NULL,          -- sensitive: no
    size BIGINT NOT NULL,          -- sensitive: no
    checkpoint TEXT NOT NULL,      -- sensitive: no
    created_at BIGINT NOT NULL,    -- sensitive: no
    updated_at BIGINT NOT NULL,    -- sensitive: no
    updated_by TEXT NOT NULL       -- sensitive: no
);

-- Which entry is where. Rows are only added, and stay when an entry goes.
CREATE TABLE audit_leaf (
    leaf_index BIGINT NOT NULL PRIMARY KEY, -- sensitive: no
    entry_id BYTEA NOT NULL UNIQUE,         -- sensitive: no
    created_at BIGINT NOT NULL              -- sensitive: no
);

-- Up to 256 hashes of 32 bytes; the last tile of a level grows until it is full.
CREATE TABLE audit_tile (
    level BIGINT NOT NULL,         -- sensitive: no
    tile_index BIGINT NOT NULL,    -- sensitive: no
    hashes BYTEA NOT NULL,         -- sensitive: hashed
    created_at BIGINT NOT NULL,    -- sensitive: no
    updated_at BIGINT NOT NULL,    -- sensitive: no
    updated_by TEXT NOT NULL,      -- sensitive: no
    PRIMARY KEY (level, tile_index)
);

-- Up to 256 commitments, each with its length before it, as they are published.
CREATE TABLE audit_bundle (
    tile_index BIGINT NOT NULL PRIMARY KEY, -- sensitive: no
    commitments BYTEA NOT NULL,    -- sensitive: hashed
    created_at BIGINT NOT NULL,    -- sensitive: no
    updated_at BIGINT NOT NULL,    -- sensitive: no
    updated_by TEXT NOT NULL       -- sensitive: no
);
