"""Attributions of a JSON Lines file of texts by a trained model, in full precision: what the Rust crate is compared with.

usage: predict.py MODEL.pt TOKENIZER TEXTS.jsonl[.gz] OUT.jsonl [--kind minilm|mpnet] [--bf16]
"""

import argparse
import gzip
import json

from model import restore
from train import predict
from windows import tokenizer

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
for name in ("model", "tokenizer", "texts", "out"):
    ap.add_argument(name)
ap.add_argument("--kind", default="minilm")
ap.add_argument("--bf16", action="store_true")
args = ap.parse_args()
m = restore(args.model, args.kind)
with (gzip.open if args.texts.endswith(".gz") else open)(args.texts, "rt", encoding="utf-8") as f:
    docs = [json.loads(line) for line in f]
with open(args.out, "w", encoding="utf-8") as f:
    f.writelines(json.dumps(p) + "\n" for p in predict(m, docs, args.kind, args.bf16, tokenizer(args.tokenizer)))
