"""Writes the windows of the invented texts in crates/tagger/cases/windows, for the crate's test to compare its own with.

usage: fixture.py TOKENIZER CASES_DIR
"""

import json
import pathlib
import sys

from windows import pack, rows, tokenizer

tok = tokenizer(sys.argv[1])
for path in sorted(pathlib.Path(sys.argv[2]).glob("*.txt")):
    windows = pack(rows(path.read_bytes().decode(), tok))
    lines = [" ".join(map(str, piece)) for w in windows for piece in [*w.tolist(), []]]
    path.with_suffix(".pieces").write_text("\n".join(lines).rstrip("\n") + "\n")
