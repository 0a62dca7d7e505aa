-- What the view finds events by. It is made of the events: to have it made anew, delete the file
-- while no receiver runs.

-- Names of sources and events. Each has a code of three characters, which is searched for.
CREATE TABLE name (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,
    source INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    message INTEGER,
    token TEXT
) STRICT;
CREATE INDEX entry_received ON entry (received_at);
CREATE INDEX entry_message ON entry (message) WHERE message IS NOT NULL;

-- The texts themselves are in the events alone.
CREATE VIRTUAL TABLE found USING fts5 (
    names, texts, content = '', contentless_delete = 1, tokenize = 'trigram'
);
