-- What the view finds events by. It is made of the events: to have it made anew, empty the table.
-- Names and texts are escaped as those of events are. Texts are in small letters and of 256 characters
-- at the most, so that they fit into an index.
CREATE TABLE entry (
    seq bigint PRIMARY KEY,
    source text NOT NULL,
    event text NOT NULL,
    received_at bigint NOT NULL,
    message bigint,
    token text,
    recipient text NOT NULL,
    subject text NOT NULL,
    message_id text NOT NULL,
    tag text NOT NULL,
    -- A domain or a mail server, where it is not about a message.
    about text NOT NULL
);
CREATE INDEX entry_source ON entry (source, seq);
CREATE INDEX entry_event ON entry (event, seq);
CREATE INDEX entry_received ON entry (received_at);
CREATE INDEX entry_message ON entry (message) WHERE message IS NOT NULL;

-- The begin of a text is found by these; any part of it by `entry_texts`, see below.
CREATE INDEX entry_recipient ON entry (recipient text_pattern_ops);
CREATE INDEX entry_subject ON entry (subject text_pattern_ops);
CREATE INDEX entry_message_id ON entry (message_id text_pattern_ops);
CREATE INDEX entry_tag ON entry (tag text_pattern_ops);
CREATE INDEX entry_about ON entry (about text_pattern_ops);

-- Adds entries, which come in their order. Of several receivers one does so at a time, and the
-- others add nothing.
CREATE FUNCTION add_entries(
    _seq bigint[], _source text[], _event text[], _received_at bigint[], _message bigint[],
    _token text[], _recipient text[], _subject text[], _message_id text[], _tag text[],
    _about text[]
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT pg_try_advisory_xact_lock(1347905646) THEN
        RETURN;
    END IF;
    -- The table was emptied after the receiver asked how far it goes: a gap would stay for ever.
    IF EXISTS (SELECT FROM event
        WHERE seq > (SELECT coalesce(max(seq), 0) FROM entry) AND seq < _seq[1])
    THEN
        RETURN;
    END IF;
    -- What a crash takes of it is added again.
    PERFORM set_config('synchronous_commit', 'off', true);
    INSERT INTO entry (seq, source, event, received_at, message, token, recipient, subject,
        message_id, tag, about)
    SELECT * FROM unnest(_seq, _source, _event, _received_at, _message, _token, _recipient,
        _subject, _message_id, _tag, _about)
    ON CONFLICT DO NOTHING;
END $$;

-- Empties the table, while nobody adds.
CREATE FUNCTION clear_entries() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(1347905646);
    TRUNCATE entry;
END $$;

-- Makes the index by which any part of a text is found. It needs the extension pg_trgm, which can be
-- in any schema, and which an administrator may install at any time.
CREATE FUNCTION index_texts() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    operators text := (SELECT quote_ident(nspname) || '.gin_trgm_ops' FROM pg_extension
        JOIN pg_namespace ON pg_namespace.oid = extnamespace WHERE extname = 'pg_trgm');
BEGIN
    -- Nobody can add while it is made.
    IF operators IS NULL OR NOT pg_try_advisory_xact_lock(1347905646) THEN
        RETURN;
    END IF;
    EXECUTE format(
        'CREATE INDEX IF NOT EXISTS entry_texts ON entry USING gin (recipient %1$s, subject %1$s, '
        'message_id %1$s, tag %1$s, about %1$s)', operators);
END $$;
