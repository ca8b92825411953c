-- What works with several processes of a role: who may watch which recording, and the offers of the
-- test call where the media server is in another process than the page.
-- min_compatible: 5

-- An officer who said what for may watch a recording for a while, whichever process answers.
CREATE TABLE video_viewing (
    officer_id BYTEA NOT NULL,                  -- sensitive: no
    recording_id BYTEA NOT NULL,                -- sensitive: no
    expires_at BIGINT NOT NULL,                 -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL,                   -- sensitive: no
    PRIMARY KEY (officer_id, recording_id)
);
CREATE INDEX video_viewing_age ON video_viewing (expires_at);

-- An offer of the test call, and what became of it. Both hold addresses and passwords of a minute.
CREATE TABLE video_echo (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    data_key_id BYTEA NOT NULL REFERENCES data_key (id), -- sensitive: no
    offer BYTEA NOT NULL,                       -- sensitive: sealed
    taken_at BIGINT,                            -- sensitive: no
    outcome TEXT,                               -- sensitive: no
    answer BYTEA,                               -- sensitive: sealed
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX video_echo_waiting ON video_echo (created_at) WHERE taken_at IS NULL;
CREATE INDEX video_echo_age ON video_echo (created_at);
