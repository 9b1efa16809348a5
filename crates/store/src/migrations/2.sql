-- Version 2. The hashes by which copies are found lie with their document, as documents come in. They were a table in the order of the
-- hashes: each new document wrote sixteen pages of it anew, and the more documents, the fewer of these were the same.
CREATE TABLE copy_bands (
  document INTEGER PRIMARY KEY REFERENCES document (id),
  bands BLOB NOT NULL             -- MinHash, 16 bands of 4 over runs of 5 words: 8 bytes each, the highest first
) STRICT;
INSERT INTO copy_bands (document, bands)
  SELECT document, unhex(group_concat(printf('%016x', band), '')) FROM copy_band GROUP BY document;
DROP TABLE copy_band;
