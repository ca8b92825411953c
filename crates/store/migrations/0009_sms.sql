-- Who took a text message, and what became of it afterwards.
-- min_compatible: 1

ALTER TABLE outbox ADD COLUMN provider TEXT; -- sensitive: no
ALTER TABLE outbox ADD COLUMN provider_ref TEXT; -- sensitive: no
ALTER TABLE outbox ADD COLUMN delivery TEXT CHECK (delivery IN ('delivered', 'failed')); -- sensitive: no
ALTER TABLE outbox ADD COLUMN delivery_at BIGINT; -- sensitive: no
CREATE INDEX outbox_provider_ref ON outbox (provider_ref, provider) WHERE provider_ref IS NOT NULL;
