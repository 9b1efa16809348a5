"""Sends gold through windows, labels, pointers and decoding, and writes what comes back: the ceiling of the encoding.

usage: check_targets.py POLNEAR_DIR TOKENIZER OUT.jsonl [SPLIT]
"""

import json
import sys

import numpy as np

from decode import decode
from targets import targets
from train import documents
from windows import pack, rows, tokenizer

folder, tok, out = sys.argv[1], tokenizer(sys.argv[2]), sys.argv[3]
with open(out, "w", encoding="utf-8") as f:
    for d in documents(folder, sys.argv[4] if len(sys.argv) > 4 else "dev"):
        found = []
        for w in pack(rows(d["text"], tok)):
            labels, *pointers = targets(w, d["attributions"])
            n = len(w)
            scores = np.eye(7, dtype=np.float32)[labels] * 50
            point = [np.where(p[:, None] == np.arange(n)[None], 50.0, 0.0).astype(np.float32) for p in pointers]
            found += decode(w, scores, point, np.zeros((7, 7), np.float32))
        f.write(json.dumps({"id": d["id"], "attributions": found}) + "\n")
