-- Recordings of video calls. The file is on the disk of the media server, sealed under a key of its
-- own; only here is that key. A row without it belongs to a recording that nobody can open any
-- more, and whose file is still to be removed.
-- min_compatible: 5

CREATE TABLE video_recording (
    id BYTEA NOT NULL PRIMARY KEY,              -- sensitive: no
    call_id BYTEA NOT NULL REFERENCES video_call (id), -- sensitive: no
    recording_key BYTEA,                        -- sensitive: sealed
    started_at BIGINT NOT NULL,                 -- sensitive: no
    finished_at BIGINT,                         -- sensitive: no
    duration_ms BIGINT NOT NULL,                -- sensitive: no
    bytes BIGINT NOT NULL,                      -- sensitive: no
    final_hash BYTEA,                           -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX video_recording_of_call ON video_recording (call_id, id);
CREATE INDEX video_recording_unfinished ON video_recording (created_at) WHERE finished_at IS NULL;
CREATE INDEX video_recording_destroyed ON video_recording (updated_at) WHERE recording_key IS NULL;
