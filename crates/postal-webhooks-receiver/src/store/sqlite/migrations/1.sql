-- Times are microseconds since 1970; signatures are bytes, not base64.

-- What arrived and verified. Rows are only added, and deleted by age.
CREATE TABLE event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    source TEXT NOT NULL,
    uuid TEXT NOT NULL,
    event TEXT NOT NULL,
    class TEXT NOT NULL,
    signed_at INTEGER,
    received_at INTEGER NOT NULL,
    kid TEXT NOT NULL,
    signature BLOB NOT NULL,
    signature_sha1 BLOB NOT NULL,
    body BLOB NOT NULL
) STRICT;

-- Which uuids arrived; kept longer than the events.
CREATE TABLE seen (
    source TEXT NOT NULL,
    uuid TEXT NOT NULL,
    seq INTEGER NOT NULL,
    digest BLOB NOT NULL,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (source, uuid)
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_age ON seen (received_at);

-- What verified and cannot be an event.
CREATE TABLE quarantine (
    source TEXT NOT NULL,
    digest BLOB NOT NULL,
    reason TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    times INTEGER NOT NULL DEFAULT 1,
    kid TEXT NOT NULL,
    signature BLOB NOT NULL,
    signature_sha1 BLOB NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (source, digest)
) STRICT;

-- How far each sink has come.
CREATE TABLE sink (
    name TEXT PRIMARY KEY,
    cursor INTEGER NOT NULL,
    paused INTEGER NOT NULL DEFAULT 0,
    -- When the newest event was offered that it took.
    succeeded_at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Events that a sink has put aside, and those that it gave up.
CREATE TABLE parked (
    sink TEXT NOT NULL,
    seq INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    waited INTEGER NOT NULL,
    dead_at INTEGER,
    error TEXT NOT NULL,
    PRIMARY KEY (sink, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX parked_due ON parked (sink, next_at) WHERE dead_at IS NULL;

-- Events that a sink is to get once more.
CREATE TABLE replay (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sink TEXT NOT NULL,
    next INTEGER NOT NULL,
    until INTEGER NOT NULL,
    filter TEXT NOT NULL
) STRICT;

-- The newest signed timestamp of each source, by the clock of Postal.
CREATE TABLE source (
    name TEXT PRIMARY KEY,
    newest_signed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What does not belong elsewhere, such as the time of the last probe.
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
