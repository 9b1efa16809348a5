"""A teacher's label scores for every piece of the training documents, for train.py --teacher.

usage: soften.py TEACHER.pt[,TEACHER.pt...] TOKENIZER POLNEAR_DIR OUT.npz [--kind mpnet] [--no-bf16] [--packings N] [--part I/N]

One array [pieces, 7] for each document id, the mean over so many packings into windows and over the teachers. `--part` takes every N-th document,
for several processes; train.py takes several files joined by commas.
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
ap.add_argument("--device", default="cpu", choices=["cpu", "cuda"])
ap.add_argument("--no-bf16", action="store_true")
ap.add_argument("--packings", type=int, default=1)
ap.add_argument("--part", default="0/1")
args = ap.parse_args()
part, parts = map(int, args.part.split("/"))
models = [restore(path, args.kind).to(args.device) for path in args.model.split(",")]
tok = tokenizer(args.tokenizer)
out = {}
for d in documents(args.polnear, "train")[part::parts]:
    paragraphs, total = rows(d["text"], tok), 0
    for k in range(args.packings):
        windows = pack(paragraphs, MAX_PIECES * (args.packings - k) // args.packings)
        for m in models:
            total += np.concatenate([lab[w[:, START] >= 0] for w, lab, _ in scores_of(m, windows, args.kind, not args.no_bf16)])
    out[d["id"]] = (total / args.packings / len(models)).astype(np.float16)
np.savez(args.out, **out)
