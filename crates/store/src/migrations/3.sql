-- Version 3. A dossier has an id that stays with it wherever its file lies, so that what was said of one is not written into another.
-- One of an older version is known by its newest seal, also before it is written to: the first one is the same in two that were made in the
-- same second, the newest is over all that they hold.
CREATE TABLE dossier (
  id TEXT PRIMARY KEY             -- 64 hexadecimal digits
) STRICT, WITHOUT ROWID;
INSERT INTO dossier (id)
  SELECT coalesce((SELECT hash FROM seal ORDER BY entry DESC LIMIT 1), lower(hex(randomblob(32))));
