"""Attributions of JSON Lines files of texts by a trained model: what the Rust crate is compared with, or what a smaller one is taught.

usage: predict.py MODEL.pt TOKENIZER TEXTS.jsonl[.gz][,TEXTS.jsonl...] OUT.jsonl [--kind minilm|mpnet] [--bf16] [--device cuda] [--texts]

A line of TEXTS is `{"id", "text"}` or a reading with its document. `--texts` writes each text beside its attributions.
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
ap.add_argument("--device", default="cpu", choices=["cpu", "cuda"])
ap.add_argument("--texts", dest="with_texts", action="store_true")
args = ap.parse_args()
m = restore(args.model, args.kind).to(args.device)
docs = []
for path in args.texts.split(","):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as f:
        read = [json.loads(line) for line in f]
    docs += [{"id": d["document"]["id"], "text": d["document"]["text"]} if "document" in d else d for d in read]
with open(args.out, "w", encoding="utf-8") as f:
    for d, p in zip(docs, predict(m, docs, args.kind, args.bf16, tokenizer(args.tokenizer))):
        f.write(json.dumps({**p, "text": d["text"]} if args.with_texts else p) + "\n")
