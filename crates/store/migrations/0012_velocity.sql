-- Windows of velocity limits that begin with their first count and grow when they were used up.
-- A release that knows only slices of time goes on beside it: its buckets are others.
-- min_compatible: 5

ALTER TABLE velocity ADD COLUMN ends_at BIGINT NOT NULL DEFAULT 0; -- sensitive: no
ALTER TABLE velocity ADD COLUMN length_us BIGINT NOT NULL DEFAULT 0; -- sensitive: no

-- Letters that were settled long ago go, and with them who asked for one and never registered.
CREATE INDEX letter_settled ON letter (updated_at) WHERE state <> 'issued';
