-- The electronic office is told by the identity provider when a session there has ended. A release
-- that knows nothing of it goes on beside this one: visits that it opens have no session.
-- min_compatible: 5

-- The session at the provider (`sid`), by its keyed hash.
ALTER TABLE sede_session ADD COLUMN provider_session_hash BYTEA; -- sensitive: hashed
CREATE INDEX sede_session_of_provider ON sede_session (provider_session_hash)
    WHERE provider_session_hash IS NOT NULL;

-- Log-out tokens that were accepted (`jti`): none is accepted twice.
CREATE TABLE sede_log_out_token (
    id_hash BYTEA NOT NULL PRIMARY KEY,         -- sensitive: hashed
    expires_at BIGINT NOT NULL,                 -- sensitive: no
    created_at BIGINT NOT NULL,                 -- sensitive: no
    updated_at BIGINT NOT NULL,                 -- sensitive: no
    updated_by TEXT NOT NULL                    -- sensitive: no
);
CREATE INDEX sede_log_out_token_age ON sede_log_out_token (expires_at);
