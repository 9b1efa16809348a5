"""A teacher's label scores for every piece of the training documents, for train.py --teacher.

usage: soften.py TEACHER.pt TOKENIZER POLNEAR_DIR OUT.npz [--kind mpnet] [--no-bf16]

One array [pieces, 7] for each document id, the mean over three packings into windows.
"""

import argparse

import numpy as np

from model import restore
from train import documents, scores_of
from windows import MAX_PIECES, START, pack, rows, tokenizer

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
for name in ("model", "tokenizer", "polnear", "out"):
    ap.add_argument(name)
ap.add_argument("--kind", default="mpnet")
ap.add_argument("--no-bf16", action="store_true")
args = ap.parse_args()
m = restore(args.model, args.kind)
tok = tokenizer(args.tokenizer)
out = {}
for d in documents(args.polnear, "train"):
    paragraphs, total = rows(d["text"], tok), 0
    for first in (MAX_PIECES, MAX_PIECES // 3, 2 * MAX_PIECES // 3):
        windows = pack(paragraphs, first)
        total += np.concatenate([lab[w[:, START] >= 0] for w, lab, _ in scores_of(m, windows, args.kind, not args.no_bf16)])
    out[d["id"]] = (total / 3).astype(np.float16)
np.savez(args.out, **out)
