-- Table of a sink with `type = "postgres"`, `form = "table"`: a row for each event.
-- The receiver never makes or changes it. Add columns, indexes, triggers and constraints as you like.
CREATE TABLE postal_event (
    source text NOT NULL,            -- name of the source in the configuration
    uuid text NOT NULL,              -- of the event: the same on each retry of Postal's
    replay bigint NOT NULL,          -- 0, or the number of the replay that brought the row
    seq bigint NOT NULL,             -- order of storing, in the store of one receiver
    event text NOT NULL,             -- MessageSent, ...; empty if the body has none
    class text NOT NULL,             -- known, unknown or invalid
    signed_at timestamptz,           -- the event's own timestamp, if it has one
    received_at timestamptz NOT NULL,
    kid text NOT NULL,               -- id of the key that signed it
    body bytea NOT NULL,             -- the bytes that were signed
    -- A delivery that comes once more changes nothing.
    PRIMARY KEY (source, uuid)
);

-- The body as jsonb, or NULL where jsonb cannot hold it: it refuses U+0000 in texts.
CREATE FUNCTION postal_json(body bytea) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
    RETURN convert_from(body, 'UTF8')::jsonb;
EXCEPTION WHEN OTHERS THEN
    RETURN NULL;
END
$$;

-- SELECT json->'payload'->'message'->>'to' FROM postal_event_json WHERE event = 'MessageBounced';
CREATE VIEW postal_event_json AS SELECT *, postal_json(body) AS json FROM postal_event;
