"""Fits the two numbers that turn raw scores into probabilities, and says how well they keep their word.

usage: calibrate.py SCORE_ATTRIBUTION.py GOLD.jsonl[.gz] PRED.jsonl

PRED must come from weights packed with the calibration 1 0. Half of the documents fit, the other half test, both ways;
the printed numbers are fitted on all.
"""

import importlib.util
import math
import sys

import numpy as np

spec = importlib.util.spec_from_file_location("scorer", sys.argv[1])
scorer = importlib.util.module_from_spec(spec)
spec.loader.exec_module(scorer)
gold, pred = scorer.documents(sys.argv[2]), scorer.documents(sys.argv[3])


def right(gold, pred):
    """For each predicted attribution whether the headline counts it, by its greedy matching."""
    rank = scorer.ink(gold["text"])
    read = lambda a: {r: scorer.unit(a.get(r) or [], rank, "") for r in scorer.ROLES}  # noqa: E731
    g, p = [read(a) for a in gold["attributions"]], [read(a) for a in pred["attributions"]]
    pairs = []
    for i, a in enumerate(p):
        for j, b in enumerate(g):
            c = scorer.iou(a["content"], b["content"])
            s = 1.0 if not a["source"] and not b["source"] else scorer.iou(a["source"], b["source"])
            if c >= 0.5 and s >= 0.5:
                pairs.append((-c, -s, i, j))
    used_p, used_g = set(), set()
    for _, _, i, j in sorted(pairs):
        if i not in used_p and j not in used_g:
            used_p.add(i)
            used_g.add(j)
    return [i in used_p for i in range(len(p))]


x, y, half = [], [], []
for k, (key, d) in enumerate(sorted(pred.items())):
    for a, r in zip(d["attributions"], right(gold[key], d)):
        s = min(max(a["score"], 1e-6), 1 - 1e-6)
        x.append(math.log(s / (1 - s)))
        y.append(r)
        half.append(k % 2)
x, y, half = np.array(x), np.array(y, float), np.array(half)


def fit(x, y):
    w = np.array([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-(w[0] * x + w[1])))
        features = np.stack([x, np.ones_like(x)])
        w += np.linalg.solve((features * (p * (1 - p))) @ features.T + 1e-6 * np.eye(2), features @ (y - p))
    return w


def error(p, y):
    """Mean distance between promised and kept, over ten bins of equal size."""
    order = np.argsort(p)
    return sum(len(b) * abs(p[b].mean() - y[b].mean()) for b in np.array_split(order, 10)) / len(p)


held = np.empty_like(x)
for h in (0, 1):
    w = fit(x[half != h], y[half != h])
    held[half == h] = 1 / (1 + np.exp(-(w[0] * x[half == h] + w[1])))
print(f"{len(x)} predicted, {y.mean():.3f} right; calibration error {error(1 / (1 + np.exp(-x)), y):.3f} raw, {error(held, y):.3f} held out")
for b in np.array_split(np.argsort(held), 10):
    print(f"  promised {held[b].mean():.2f} kept {y[b].mean():.2f}")
print("--calibration {:.4f} {:.4f}".format(*fit(x, y)))
