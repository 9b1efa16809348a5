"""Texts without answers: the articles of a news data set that most name talks and wars, none of them a copy of what is measured or taught.

usage: pick.py NEWS OUT.jsonl --known FILE.jsonl ...

NEWS is a checkout of github.com/ramybaly/Article-Bias-Prediction. `--known` are documents with answers; an article with a twentieth of its
runs of eight words in common with them, or three tenths with one picked before, is left out. Writes `{"id", "text"}` a line, shuffled.
"""

import argparse
import glob
import json
import os
import random
import re

TALKS = re.compile(
    r"\b(cease-?fire|peace talks?|negotiat\w+|truce|sanctions?|mediat\w+|hostages?|prisoner swap|nuclear deal|diplomat\w*|envoy|foreign minister"
    r"|treaty|troops|withdraw\w*|militants?|rebels?|tariffs?|trade (?:deal|talks|war)|union|strike|strikes|striking|airstrikes?|invasion|Kremlin"
    r"|Hamas|Taliban|North Korea|Iran|Syria|ultimatum|annex\w*|refugees?|border|missiles?|shutdown|Brexit|agreement|talks|accord|ambassador"
    r"|summit|contract|bargaining|lockout|arms|disarm\w*|U\.N\.|United Nations|Security Council|NATO|European Union)\b")
WORD = re.compile(r"[A-Za-z0-9']+")


def runs(text, n=8):
    words = [w.lower() for w in WORD.findall(text)]
    return {hash(tuple(words[i:i + n])) for i in range(len(words) - n + 1)}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("news")
    ap.add_argument("out")
    ap.add_argument("--known", nargs="+", required=True)
    ap.add_argument("--words", type=int, default=2_600_000)
    args = ap.parse_args()
    known = set()
    for path in args.known:
        with open(path, encoding="utf-8") as f:
            for line in f:
                known |= runs(json.loads(line)["document"]["text"])
    found = []
    for path in glob.glob(os.path.join(args.news, "data", "jsons", "*.json")):
        with open(path, encoding="utf-8") as f:
            text = json.load(f)["content_original"]
        n = len(text.split())
        share = len(TALKS.findall(text)) / max(n, 1)
        if 250 <= n <= 1500 and share >= 0.012:
            found.append((share, os.path.basename(path)[:-5], text, n))
    seen, kept, words = set(), [], 0
    for _, name, text, n in sorted(found, reverse=True):
        here = runs(text)
        if len(here & known) > 0.05 * len(here) or len(here & seen) > 0.3 * len(here):
            continue
        seen |= here
        kept.append({"id": name, "text": text})
        words += n
        if words > args.words:
            break
    random.Random(1).shuffle(kept)
    with open(args.out, "w", encoding="utf-8") as f:
        f.writelines(json.dumps(k) + "\n" for k in kept)
    print(f"{len(kept)} texts, {words} words")


if __name__ == "__main__":
    main()
