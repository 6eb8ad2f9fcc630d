-- journeys.db: definitions, attempts and figures.  Nothing in it says who a
-- resident is: an attempt is a keyed hash, and no address, user agent or text
-- from a form is ever stored.  Instants are milliseconds since 1970 in UTC
-- (_ms), days are days since 1970 in the organisation's time zone (day).  A sum
-- is a CRC-32 of the rest of its row, to know damage by (row_sum() of all but
-- an id, where not said otherwise).

CREATE TABLE organisation (
    id    INTEGER PRIMARY KEY,
    slug  TEXT NOT NULL UNIQUE,
    zone  TEXT NOT NULL,           -- "Europe/London"
    sum   INTEGER NOT NULL
) STRICT;

CREATE TABLE service (
    id           INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation,
    slug         TEXT NOT NULL,
    lgsl         INTEGER NOT NULL, -- 0: none
    verb         TEXT,
    sum          INTEGER NOT NULL,
    UNIQUE (organisation, slug)
) STRICT;

-- Who may send events of a service's journeys: servers by a key, of which only
-- a hash is kept, and browsers by the origin of the page.
CREATE TABLE write_key (
    id      INTEGER PRIMARY KEY,
    service INTEGER NOT NULL REFERENCES service,
    hash    BLOB NOT NULL UNIQUE,  -- BLAKE2b of the key, 32 bytes
    hint    TEXT NOT NULL,         -- its first characters, to tell it by
    made_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE origin (
    service INTEGER NOT NULL REFERENCES service,
    origin  TEXT NOT NULL,         -- "https://forms.example.org"
    PRIMARY KEY (service, origin)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE journey (
    id      INTEGER PRIMARY KEY,
    slug    TEXT NOT NULL UNIQUE,
    service INTEGER NOT NULL REFERENCES service,
    -- Trails of days before are gone, and their figures are for good.
    kept_from_day INTEGER NOT NULL DEFAULT -1000000,
    sum     INTEGER NOT NULL
) STRICT;

-- Never changed once it has counted an attempt.  The first reaches back for
-- ever; of the others, the one with the greatest from_ms not after an
-- attempt's start counts it.
CREATE TABLE version (
    journey    INTEGER NOT NULL REFERENCES journey,
    number     INTEGER NOT NULL,
    from_ms    INTEGER NOT NULL,
    definition TEXT NOT NULL,      -- JSON, as it was given
    sum        INTEGER NOT NULL,
    PRIMARY KEY (journey, number)
) STRICT, WITHOUT ROWID;

-- The words events use, numbered from 1 in each kind, so that a packed event
-- holds a number.  Kinds: enum name_kind in tracker/names.h.
CREATE TABLE name (
    journey INTEGER NOT NULL REFERENCES journey,
    kind    INTEGER NOT NULL,
    number  INTEGER NOT NULL,
    text    TEXT NOT NULL,
    sum     INTEGER NOT NULL,
    PRIMARY KEY (journey, kind, number)
) STRICT, WITHOUT ROWID;

-- One run of `waymark import`.  Its number is in every event it brought.
CREATE TABLE import (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    journey     INTEGER NOT NULL REFERENCES journey,
    file        TEXT NOT NULL,     -- the name without its folders
    received_ms INTEGER NOT NULL,
    day         INTEGER NOT NULL,  -- on which its duplicates and refusals count
    accepted    INTEGER NOT NULL,
    duplicates  INTEGER NOT NULL,
    refused     INTEGER NOT NULL,  -- the conflicts among them
    conflicts   INTEGER NOT NULL,
    state       INTEGER NOT NULL,  -- 0 under way, 1 done, 2 undone
    sum         INTEGER NOT NULL
) STRICT;

-- What is set aside, with the reason somebody gave: attempts of a release, or
-- that an import brought something of, or that started on some days.
CREATE TABLE quarantine (
    number    INTEGER PRIMARY KEY AUTOINCREMENT,
    journey   INTEGER NOT NULL REFERENCES journey,
    release   TEXT,
    import    INTEGER NOT NULL,    -- 0: not of one
    from_day  INTEGER NOT NULL,    -- of neither release nor import: inclusive
    until_day INTEGER NOT NULL,
    reason    TEXT NOT NULL,
    made_ms   INTEGER NOT NULL,
    sum       INTEGER NOT NULL
) STRICT;
CREATE INDEX quarantine_of_journey ON quarantine (journey);

-- Attempts that may still go on, or have moved since they were packed.  The
-- id is the journey's id << 40 | waits << 38 | a dense number; an attempt
-- waits if its limit is a day or more after its last event: somebody saved
-- it, mostly.  While chunk is set, that chunk holds an older state of
-- the attempt, which no longer counts.
CREATE TABLE live (
    id       INTEGER PRIMARY KEY,
    key      BLOB NOT NULL,        -- keyed hash of the attempt's id, 16 bytes
    chunk    INTEGER,
    quiet_ms INTEGER NOT NULL,     -- the limit after which it may be packed
    sum      INTEGER NOT NULL,     -- CRC-32 of key and trail
    trail    BLOB NOT NULL         -- its events, packed (tracker/trail.h)
) STRICT;

CREATE INDEX live_outdating ON live (id) WHERE chunk IS NOT NULL;
CREATE INDEX live_waiting ON live (id >> 40, quiet_ms)
 WHERE id & 274877906944;

-- Attempts at rest, those of one version and start day together.
CREATE TABLE chunk (
    id         INTEGER PRIMARY KEY,
    journey    INTEGER NOT NULL REFERENCES journey,
    version    INTEGER NOT NULL,
    day        INTEGER NOT NULL,
    attempts   INTEGER NOT NULL,
    settled_ms INTEGER NOT NULL,   -- before it, some were still open or saved
    sum        INTEGER NOT NULL,   -- CRC-32 of keys and trails
    trails     BLOB NOT NULL,      -- of each; Zstandard, with its checksum
    keys       BLOB NOT NULL       -- 16 bytes each, in the same order
) STRICT;
CREATE INDEX chunk_by_day ON chunk (journey, day, version);
CREATE INDEX chunk_by_settled ON chunk (journey, settled_ms);

-- The figures of the attempts of one start day: all of them (dimension 0), or
-- those with one value of one attribute (enum dimension in tracker/attempt.h).
-- Most come by the channel "self": it has no rows, being all less the others.
-- Dimension 100 counts attempts by everything at once (tracker/cell.h), and 101
-- is all attempts of eight days, of which `day` is the first.
-- A row holds until its until_day (UTC) begins: 2147483647 is for good and
-- takes every limit as passed; the others say what is otherwise before that
-- day, of the attempts that wait until some instant in it.  (With rowids: in a
-- tree by the key, rows of this size leave most of their pages empty.)
CREATE TABLE figures (
    id        INTEGER PRIMARY KEY,
    journey   INTEGER NOT NULL REFERENCES journey,
    dimension INTEGER NOT NULL,
    value     INTEGER NOT NULL,
    until_day INTEGER NOT NULL,
    day       INTEGER NOT NULL,
    version   INTEGER NOT NULL,
    sum       INTEGER NOT NULL,
    counters  BLOB NOT NULL,       -- tracker/bag.h
    UNIQUE (journey, dimension, value, until_day, day, version)
) STRICT;

-- What came and was not counted, by the day it was received.
CREATE TABLE received (
    journey    INTEGER NOT NULL REFERENCES journey,
    day        INTEGER NOT NULL,
    duplicates INTEGER NOT NULL,
    refused    INTEGER NOT NULL,   -- the conflicts among them
    conflicts  INTEGER NOT NULL,
    sum        INTEGER NOT NULL,
    PRIMARY KEY (journey, day)
) STRICT, WITHOUT ROWID;

-- When the salt of pages that keep nothing was made anew with none to follow
-- (a reboot lost it), as the journey's events showed.  cut: attempts that were
-- under way, so that many were cut in two at most; 0 for the first.
CREATE TABLE salt_lost (
    journey INTEGER NOT NULL REFERENCES journey,
    made_ms INTEGER NOT NULL,
    day     INTEGER NOT NULL,
    cut     INTEGER NOT NULL,
    PRIMARY KEY (journey, made_ms)
) STRICT, WITHOUT ROWID;
