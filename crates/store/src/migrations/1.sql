-- A dossier, version 1. Whatever can change has since and until: the entries of the log that brought and ended it; until IS NULL is now.
-- Nothing is deleted but by `remove --erase`. There are no triggers.

CREATE TABLE log (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,               -- UTC, never before the entry in front
  by TEXT NOT NULL,
  command TEXT NOT NULL,
  item TEXT NOT NULL,             -- a41, d3, p7, or empty
  says TEXT NOT NULL,
  why TEXT,
  undoes INTEGER REFERENCES log (id)
) STRICT;
CREATE INDEX log_at ON log (at);
CREATE INDEX log_item ON log (item);
CREATE INDEX log_undoes ON log (undoes) WHERE undoes IS NOT NULL;

-- What a transaction brought, hashed: see that nothing but armistice has changed it.
CREATE TABLE seal (
  entry INTEGER PRIMARY KEY REFERENCES log (id),   -- the newest one of the transaction
  keys TEXT NOT NULL,             -- JSON: the last key of each table
  hash TEXT NOT NULL              -- SHA-256 of the rows since the seal in front, and of its hash
) STRICT;

CREATE TABLE process (
  id INTEGER PRIMARY KEY,
  toml TEXT NOT NULL,
  since INTEGER NOT NULL REFERENCES log (id)
) STRICT;

CREATE TABLE original (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  path TEXT NOT NULL,
  length INTEGER NOT NULL,
  deflated BLOB                   -- NULL where it is only referred to
) STRICT;

CREATE TABLE outlet (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('report', 'note')),
  title TEXT,
  published TEXT,
  published_basis TEXT,
  day TEXT,                       -- its day, where published is exact to the day
  language TEXT NOT NULL,
  author TEXT,
  sha256 TEXT NOT NULL,           -- of its text
  length INTEGER NOT NULL,        -- of its text, in bytes
  doubts TEXT NOT NULL,           -- JSON
  copy_of INTEGER REFERENCES document (id),
  likeness REAL,
  since INTEGER NOT NULL REFERENCES log (id)
) STRICT;
CREATE INDEX document_sha256 ON document (sha256);
CREATE INDEX document_copy_of ON document (copy_of) WHERE copy_of IS NOT NULL;
CREATE INDEX document_day ON document (day);

CREATE TABLE text (
  document INTEGER PRIMARY KEY REFERENCES document (id),
  deflated BLOB NOT NULL,
  way_back BLOB                   -- JSON, deflated: where its words stood in the file; NULL where it is the file
) STRICT;

CREATE TABLE removal (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id),
  erased INTEGER NOT NULL,
  since INTEGER NOT NULL REFERENCES log (id),
  until INTEGER REFERENCES log (id)
) STRICT;
CREATE INDEX removal_document ON removal (document);

CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id),
  outlet INTEGER REFERENCES outlet (id),
  url TEXT,
  title TEXT,
  published TEXT,
  origin TEXT NOT NULL,
  line INTEGER,
  original INTEGER REFERENCES original (id),
  since INTEGER NOT NULL REFERENCES log (id)
) STRICT;
CREATE INDEX source_document ON source (document);
CREATE INDEX source_outlet ON source (outlet, document);
CREATE INDEX source_original ON source (original) WHERE original IS NOT NULL;

CREATE TABLE mark (
  id INTEGER PRIMARY KEY,
  document INTEGER REFERENCES document (id),
  outlet INTEGER REFERENCES outlet (id),
  handling TEXT,
  reliability TEXT CHECK (reliability IN ('A', 'B', 'C', 'D', 'E', 'F')),
  credibility INTEGER CHECK (credibility BETWEEN 1 AND 6),
  since INTEGER NOT NULL REFERENCES log (id),
  until INTEGER REFERENCES log (id),
  CHECK ((document IS NULL) <> (outlet IS NULL))
) STRICT;
CREATE INDEX mark_document ON mark (document) WHERE document IS NOT NULL;
CREATE INDEX mark_outlet ON mark (outlet) WHERE outlet IS NOT NULL;

CREATE TABLE copy_band (
  band INTEGER NOT NULL,
  document INTEGER NOT NULL REFERENCES document (id),
  PRIMARY KEY (band, document)
) STRICT, WITHOUT ROWID;

CREATE TABLE reading (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id),
  reader TEXT NOT NULL,
  deflated BLOB NOT NULL,         -- the whole reading as JSON
  since INTEGER NOT NULL REFERENCES log (id),
  until INTEGER REFERENCES log (id)
) STRICT;
CREATE INDEX reading_document ON reading (document);

CREATE TABLE actor (
  id INTEGER PRIMARY KEY,
  since INTEGER NOT NULL REFERENCES log (id)
) STRICT;

CREATE TABLE actor_label (
  id INTEGER PRIMARY KEY,
  actor INTEGER NOT NULL REFERENCES actor (id),
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  wikidata TEXT,
  iso TEXT,
  since INTEGER NOT NULL REFERENCES log (id),
  until INTEGER REFERENCES log (id)
) STRICT;
CREATE INDEX actor_label_actor ON actor_label (actor);
CREATE INDEX actor_label_name ON actor_label (name);

CREATE TABLE actor_form (
  actor INTEGER NOT NULL REFERENCES actor (id),
  form TEXT NOT NULL,
  part_of INTEGER NOT NULL,       -- an actor, or 0
  since INTEGER NOT NULL REFERENCES log (id),
  PRIMARY KEY (actor, form, part_of)
) STRICT, WITHOUT ROWID;

CREATE TABLE actor_merge (
  id INTEGER PRIMARY KEY,
  actor INTEGER NOT NULL REFERENCES actor (id),
  into_actor INTEGER NOT NULL REFERENCES actor (id),
  since INTEGER NOT NULL REFERENCES log (id),
  until INTEGER REFERENCES log (id)
) STRICT;
CREATE INDEX actor_merge_actor ON actor_merge (actor);

CREATE TABLE appearance (
  id INTEGER PRIMARY KEY,
  reading INTEGER NOT NULL REFERENCES reading (id),
  local TEXT NOT NULL,            -- its id within the reading
  actor INTEGER NOT NULL REFERENCES actor (id),
  name TEXT NOT NULL,
  title TEXT,
  p REAL NOT NULL,
  reason TEXT NOT NULL,
  since INTEGER NOT NULL REFERENCES log (id),
  until INTEGER REFERENCES log (id)
) STRICT;
CREATE INDEX appearance_reading ON appearance (reading);
CREATE INDEX appearance_actor ON appearance (actor);

CREATE TABLE act (
  id INTEGER PRIMARY KEY,
  item INTEGER NOT NULL REFERENCES act (id),   -- the first version of it: a41
  document INTEGER NOT NULL REFERENCES document (id),
  reading INTEGER REFERENCES reading (id),     -- NULL where a person added it
  name TEXT NOT NULL,             -- its id within the reading
  kind TEXT NOT NULL,
  strength TEXT,
  status TEXT,
  negated INTEGER NOT NULL,
  happened TEXT,                  -- by its own words, as exact as they are
  first_day TEXT,                 -- of happened, else of the document
  last_day TEXT,
  place TEXT NOT NULL,            -- bytes of the text, half-open
  words TEXT NOT NULL,
  p REAL,
  state TEXT NOT NULL CHECK (state IN ('unconfirmed', 'confirmed', 'changed', 'rejected', 'added')),
  since INTEGER NOT NULL REFERENCES log (id),
  until INTEGER REFERENCES log (id)
) STRICT;
CREATE INDEX act_item ON act (item) WHERE item <> id;
CREATE INDEX act_document ON act (document);
CREATE INDEX act_first_day ON act (first_day);
CREATE INDEX act_since ON act (since);
CREATE INDEX act_until ON act (until) WHERE until IS NOT NULL;
CREATE INDEX act_person ON act (state, item) WHERE state <> 'unconfirmed';

CREATE TABLE act_actor (
  act INTEGER NOT NULL REFERENCES act (id),
  part TEXT NOT NULL,
  actor INTEGER NOT NULL REFERENCES actor (id),
  PRIMARY KEY (act, part, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX act_actor_actor ON act_actor (actor, act);

CREATE TABLE act_measure (
  act INTEGER NOT NULL REFERENCES act (id),
  measure TEXT NOT NULL,
  params TEXT NOT NULL,           -- JSON object
  PRIMARY KEY (act, measure)
) STRICT, WITHOUT ROWID;
CREATE INDEX act_measure_measure ON act_measure (measure, act);

CREATE TABLE link (
  id INTEGER PRIMARY KEY,
  act INTEGER NOT NULL REFERENCES act (id),    -- an item
  first INTEGER NOT NULL REFERENCES act (id),  -- the item that the event is named for
  p REAL,                         -- NULL where a person says so
  since INTEGER NOT NULL REFERENCES log (id),
  until INTEGER REFERENCES log (id)
) STRICT;
CREATE INDEX link_act ON link (act);
CREATE INDEX link_first ON link (first);

CREATE TABLE apart (
  id INTEGER PRIMARY KEY,
  one INTEGER NOT NULL REFERENCES act (id),
  other INTEGER NOT NULL REFERENCES act (id),
  since INTEGER NOT NULL REFERENCES log (id),
  until INTEGER REFERENCES log (id)
) STRICT;
CREATE INDEX apart_one ON apart (one);

-- Where to look for acts that may report the same event: those that no other is linked to, by actor and day.
CREATE TABLE event_day (
  actor INTEGER NOT NULL REFERENCES actor (id),
  day INTEGER NOT NULL,           -- days since 1970-01-01
  act INTEGER NOT NULL REFERENCES act (id),
  PRIMARY KEY (actor, day, act)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE act_search USING fts5 (words, facets, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE document_search USING fts5 (title, text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');

CREATE VIEW documents AS
  SELECT d.id AS number, d.name, d.kind, d.title, d.published, d.author,
    (SELECT group_concat(DISTINCT o.name) FROM source s JOIN outlet o ON o.id = s.outlet WHERE s.document = d.id) AS sources,
    d.copy_of, l.at AS added, l.by AS added_by
  FROM document d JOIN log l ON l.id = d.since
  WHERE NOT EXISTS (SELECT 1 FROM removal r WHERE r.document = d.id AND r.until IS NULL);

CREATE VIEW actors AS
  SELECT a.actor AS number, a.name, a.kind, a.wikidata, a.iso, m.into_actor AS merged_into
  FROM actor_label a LEFT JOIN actor_merge m ON m.actor = a.actor AND m.until IS NULL
  WHERE a.until IS NULL;

CREATE VIEW acts AS
  SELECT a.item AS number, d.name AS document,
    (SELECT group_concat(l.name) FROM act_actor x JOIN actor_label l ON l.actor = x.actor AND l.until IS NULL WHERE x.act = a.id AND x.part = 'actor') AS actors,
    a.kind AS act, a.strength, a.status, a.negated,
    (SELECT group_concat(m.measure) FROM act_measure m WHERE m.act = a.id) AS measures,
    coalesce(a.happened, a.first_day) AS day, a.words, a.place, a.p, a.state
  FROM act a JOIN document d ON d.id = a.document
  WHERE a.until IS NULL
    AND NOT EXISTS (SELECT 1 FROM removal r WHERE r.document = a.document AND r.until IS NULL);

CREATE VIEW events AS
  SELECT k.first AS event, k.act AS number, k.p, d.name AS document, a.words
  FROM link k JOIN act a ON a.item = k.act AND a.until IS NULL JOIN document d ON d.id = a.document
  WHERE k.until IS NULL;

CREATE VIEW history AS
  SELECT id AS entry, at, by, command, item, says, why, undoes FROM log;
