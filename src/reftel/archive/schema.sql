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

-- A telegram: what its copies are copies of. `seq` rises with every change, so that the index knows what it has not seen.
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
    reading TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS telegrams_mrn ON telegrams (mrn);
CREATE INDEX IF NOT EXISTS telegrams_seq ON telegrams (seq);

-- A copy: the bytes as received (zlib), where from, and how this copy reads. A file with several telegrams gives one copy each, counted
-- by `part`; where its bytes cannot be parted (a page, a PDF) they are kept with the first, under the same hash.
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
    reading TEXT NOT NULL,
    part INTEGER
);
CREATE INDEX IF NOT EXISTS copies_sha256 ON copies (sha256);
CREATE INDEX IF NOT EXISTS copies_telegram ON copies (telegram);

CREATE TABLE IF NOT EXISTS paragraphs (
    telegram INTEGER NOT NULL REFERENCES telegrams (id),
    ord INTEGER NOT NULL,
    number INTEGER,
    portion_mark TEXT,
    kind TEXT NOT NULL,
    heading TEXT,
    text TEXT NOT NULL,
    PRIMARY KEY (telegram, ord)
) WITHOUT ROWID;

-- "references" is a word of SQL.
CREATE TABLE IF NOT EXISTS refs (
    telegram INTEGER NOT NULL REFERENCES telegrams (id),
    ord INTEGER NOT NULL,
    label TEXT,
    mrn TEXT,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (telegram, ord)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS refs_mrn ON refs (mrn);
