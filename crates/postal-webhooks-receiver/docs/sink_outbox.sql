-- Table of a sink with `type = "postgres"`, `form = "outbox"`: a row for each event to be consumed.
-- The receiver never makes or changes it, and only inserts.
CREATE TABLE postal_outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source text NOT NULL,            -- name of the source in the configuration
    uuid text NOT NULL,              -- of the event: the same on each retry of Postal's
    replay bigint NOT NULL,          -- 0, or the number of the replay that brought it once more
    seq bigint NOT NULL,             -- order of storing, in the store of one receiver
    event text NOT NULL,             -- MessageSent, ...; empty if the body has none
    class text NOT NULL,             -- known, unknown or invalid
    signed_at timestamptz,           -- the event's own timestamp, if it has one
    received_at timestamptz NOT NULL,
    kid text NOT NULL,               -- id of the key that signed it
    body bytea NOT NULL,             -- the bytes that were signed
    consumed_at timestamptz,         -- set by the consumer; the row stays, and so keeps its key
    -- A delivery that comes once more changes nothing, also after the row was consumed.
    UNIQUE (source, uuid, replay)
);

CREATE INDEX postal_outbox_next ON postal_outbox (id) WHERE consumed_at IS NULL;
