-- archive.db: the truth. Everything else (index/) is derived and can be thrown away.
-- Opens in any SQLite tool. JSON columns hold the objects of `reftel read --json`.

CREATE TABLE IF NOT EXISTS meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- One row a run of `reftel build`.
CREATE TABLE IF NOT EXISTS runs (
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    finished TEXT,
    version TEXT NOT NULL,
    sources TEXT NOT NULL,
    documents INTEGER NOT NULL DEFAULT 0,
    added INTEGER NOT NULL DEFAULT 0,
    known INTEGER NOT NULL DEFAULT 0,
    unreadable INTEGER NOT NULL DEFAULT 0
);

-- What could not be read, with the reason.
CREATE TABLE IF NOT EXISTS unreadable (
    run INTEGER NOT NULL REFERENCES runs (id),
    path TEXT NOT NULL,
    member TEXT,
    row INTEGER,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    part INTEGER
);

-- A file that was read to its end without fault: while size and time stay, its bytes are not asked for again.
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    documents INTEGER NOT NULL
) WITHOUT ROWID;

-- A telegram: what its copies are copies of, as they read together. `seq` rises with every change, so that the index knows
-- what it has not seen. `year`, `station`, `number` are the MRN in parts; `series` the number of a trip; `sketch` the words it is known by.
CREATE TABLE IF NOT EXISTS telegrams (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    mrn TEXT,
    sent TEXT,
    post TEXT,
    classification TEXT,
    subject TEXT,
    copy INTEGER,
    seq INTEGER NOT NULL,
    reading TEXT NOT NULL,
    year INTEGER,
    station TEXT,
    number INTEGER,
    series TEXT,
    sketch BLOB
);
CREATE INDEX IF NOT EXISTS telegrams_mrn ON telegrams (mrn);
CREATE INDEX IF NOT EXISTS telegrams_seq ON telegrams (seq);
CREATE INDEX IF NOT EXISTS telegrams_sent ON telegrams (sent);
CREATE INDEX IF NOT EXISTS telegrams_number ON telegrams (station, year, number);
CREATE INDEX IF NOT EXISTS telegrams_series ON telegrams (series) WHERE series IS NOT NULL;

-- Keys that a telegram bore before it was joined to another, or before its number was known.
CREATE TABLE IF NOT EXISTS aliases (
    key TEXT PRIMARY KEY,
    telegram INTEGER NOT NULL REFERENCES telegrams (id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS aliases_telegram ON aliases (telegram);

-- Keys that are no more, for the index: what it holds under them is to be taken out.
CREATE TABLE IF NOT EXISTS gone (
    seq INTEGER PRIMARY KEY,
    key TEXT NOT NULL
);

-- A copy: the bytes as received (zlib), where from, and how this copy reads (NULL: it is the only one, and reads as its telegram).
-- A document with several telegrams gives one copy each, counted by `part`; where its bytes cannot be parted (a page, a PDF) they are kept
-- with the first, under the same hash. `size` is that of the bytes, kept here or there.
-- `joined` says by what it was known as a copy of this telegram; `identity` is its hash and part, for judgements.
CREATE TABLE IF NOT EXISTS copies (
    id INTEGER PRIMARY KEY,
    telegram INTEGER NOT NULL REFERENCES telegrams (id),
    sha256 TEXT NOT NULL,
    path TEXT NOT NULL,
    member TEXT,
    row INTEGER,
    encoding TEXT,
    format TEXT,
    run INTEGER NOT NULL REFERENCES runs (id),
    reader INTEGER NOT NULL,
    size INTEGER NOT NULL,
    data BLOB NOT NULL,
    reading TEXT,
    part INTEGER,
    identity TEXT NOT NULL DEFAULT '',
    joined TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS copies_sha256 ON copies (sha256);
CREATE INDEX IF NOT EXISTS copies_telegram ON copies (telegram);
CREATE INDEX IF NOT EXISTS copies_identity ON copies (identity);
CREATE INDEX IF NOT EXISTS copies_path ON copies (path);

-- What the collated reading took from which copy: a JSON list, letter by letter. Only of telegrams with several copies.
CREATE TABLE IF NOT EXISTS collations (
    telegram INTEGER PRIMARY KEY REFERENCES telegrams (id),
    borrowed TEXT NOT NULL
);

-- Words by which copies without a number are found: `nameless` 1 for telegrams whose number is not known.
CREATE TABLE IF NOT EXISTS sketches (
    nameless INTEGER NOT NULL,
    hash INTEGER NOT NULL,
    telegram INTEGER NOT NULL,
    PRIMARY KEY (nameless, hash, telegram)
) WITHOUT ROWID;

-- Telegrams that may be one but were kept apart, and why.
CREATE TABLE IF NOT EXISTS doubts (
    telegram INTEGER NOT NULL REFERENCES telegrams (id),
    other INTEGER NOT NULL REFERENCES telegrams (id),
    why TEXT NOT NULL,
    PRIMARY KEY (telegram, other)
) WITHOUT ROWID;

-- With row ids: rows of a kilobyte waste a page each in a table without.
CREATE TABLE IF NOT EXISTS paragraphs (
    telegram INTEGER NOT NULL REFERENCES telegrams (id),
    ord INTEGER NOT NULL,
    number INTEGER,
    portion_mark TEXT,
    kind TEXT NOT NULL,
    heading TEXT,
    text TEXT NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS paragraphs_place ON paragraphs (telegram, ord);

-- "references" is a word of SQL. `mrn` as read; `state` is found (`target` is the telegram), absent (`resolved` is its number),
-- open (`candidates`, a JSON list) or other (no telegram); `stem` is the number without its year, `printed` the year where one is printed.
CREATE TABLE IF NOT EXISTS refs (
    telegram INTEGER NOT NULL REFERENCES telegrams (id),
    ord INTEGER NOT NULL,
    label TEXT,
    mrn TEXT,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    stem TEXT,
    printed INTEGER,
    state TEXT NOT NULL DEFAULT 'open',
    target INTEGER,
    resolved TEXT,
    how TEXT NOT NULL DEFAULT '',
    candidates TEXT,
    PRIMARY KEY (telegram, ord)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS refs_mrn ON refs (mrn);
CREATE INDEX IF NOT EXISTS refs_stem ON refs (stem);
CREATE INDEX IF NOT EXISTS refs_target ON refs (target) WHERE target IS NOT NULL;
CREATE INDEX IF NOT EXISTS refs_resolved ON refs (resolved) WHERE resolved IS NOT NULL;

-- Years of stations whose telegrams have changed, so that references to them are to be looked at again; year 0 is every year.
CREATE TABLE IF NOT EXISTS stale (
    station TEXT NOT NULL,
    year INTEGER NOT NULL,
    PRIMARY KEY (station, year)
) WITHOUT ROWID;

-- The serial that a post keeps for each addressee: "SECSTATE WASHDC IMMEDIATE 3613".
CREATE TABLE IF NOT EXISTS serials (
    telegram INTEGER NOT NULL REFERENCES telegrams (id),
    ord INTEGER NOT NULL,
    station TEXT NOT NULL,
    addressee TEXT NOT NULL,
    serial INTEGER NOT NULL,
    sent TEXT,
    PRIMARY KEY (telegram, ord)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS serials_series ON serials (station, addressee, sent);

-- What people decided: split (a copy is none of that telegram's) and join (two copies are of one telegram). Undone ones stay.
CREATE TABLE IF NOT EXISTS judgements (
    id INTEGER PRIMARY KEY,
    made TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    object TEXT NOT NULL,
    reason TEXT NOT NULL,
    undone TEXT
);

-- Copies taken out, and why; they are not taken in again.
CREATE TABLE IF NOT EXISTS removals (
    id INTEGER PRIMARY KEY,
    removed TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    path TEXT NOT NULL,
    member TEXT,
    row INTEGER,
    part INTEGER,
    key TEXT NOT NULL,
    reason TEXT NOT NULL,
    undone TEXT
);
CREATE INDEX IF NOT EXISTS removals_sha256 ON removals (sha256);
