"""Packs a trained tagger into the weights file of the Rust crate: 8 bits a weight, a scale for each output.

usage: pack.py MODEL.pt OUT.bin [--calibration SLOPE SHIFT] [--without-words | --acts]

`--without-words` leaves the table of word pieces out: it is frozen in training, so a second file need not hold it again.
`--acts`: MODEL.pt is what acts.py wrote; the table is left out there, too.

`ARMTAG01`, then for each tensor: length of its name (1 byte), name, length of its data (4 bytes, little-endian), data.
"""

import argparse
import hashlib
import struct

import numpy as np
import torch

import acts
from model import POINTERS, restore
from windows import MAX_PIECES

PANEL = 16


def narrow(rows):
    """Each row as whole numbers of at most 127 and its scale: the one of a few clipped scales with the least squared error."""
    most = np.abs(rows).max(1, keepdims=True).clip(1e-12)
    best, error = most / 127, np.full((len(rows), 1), np.inf)
    for share in np.linspace(0.80, 1.0, 11):
        scale = most * share / 127
        e = ((np.clip(np.rint(rows / scale), -127, 127) * scale - rows) ** 2).sum(1, keepdims=True)
        best, error = np.where(e < error, scale, best), np.minimum(e, error)
    best = best.astype(np.float32)
    return np.clip(np.rint(rows / best), -127, 127).astype(np.int8), best[:, 0]


def panels(weights):
    """[outputs, inputs] as panels of 16 outputs; in a panel, for each pair of inputs, the 16 outputs' two weights."""
    n, k = weights.shape
    return np.ascontiguousarray(weights.reshape(n // PANEL, PANEL, k // 2, 2).transpose(0, 2, 1, 3))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("model")
    ap.add_argument("out")
    ap.add_argument("--calibration", nargs=2, type=float, default=[1.0, 0.0])
    ap.add_argument("--without-words", action="store_true")
    ap.add_argument("--acts", action="store_true")
    args = ap.parse_args()
    if args.acts:
        whole, _, measures = acts.restore(args.model, "cpu")
        m = whole.encoder
    else:
        m = restore(args.model)
    file = bytearray(b"ARMTAG01")

    def put(name, data):
        data = data if isinstance(data, bytes) else data.tobytes()
        file.extend(struct.pack("<B", len(name)) + name.encode() + struct.pack("<I", len(data)) + data)

    def floats(name, t):
        put(name, t.detach().numpy().astype("<f4"))

    def table(name, t):
        numbers, scales = narrow(t.detach().numpy())
        put(name, numbers)
        put(f"{name}.scale", scales.astype("<f4"))

    def linear(name, layer, rows=None):
        numbers, scales = narrow(layer.weight.detach().numpy())
        put(name, panels(numbers))
        put(f"{name}.scale", scales.astype("<f4"))
        floats(f"{name}.bias", layer.bias)

    def norm(name, layer):
        floats(f"{name}.scale", layer.weight)
        floats(f"{name}.shift", layer.bias)

    if not args.without_words and not args.acts:
        table("word", m.word.weight)
    table("position", m.position.weight[:MAX_PIECES])
    for k, f in enumerate(m.features):
        floats(f"feature.{k}", f.weight)
    norm("norm", m.norm)
    for k, layer in enumerate(m.layers):
        for n in ("qkv", "out", "up", "down"):
            linear(f"layer.{k}.{n}", getattr(layer, n))
        norm(f"layer.{k}.norm1", layer.norm1)
        norm(f"layer.{k}.norm2", layer.norm2)
    if args.acts:
        parts = [whole.sight, whole.sort, whole.matter, whole.query, whole.key]
        outputs = sum(p.out_features for p in parts)
        head = torch.nn.Linear(parts[0].in_features, -(-outputs // PANEL) * PANEL)
        with torch.no_grad():
            head.weight.zero_(), head.bias.zero_()
            head.weight[:outputs] = torch.cat([p.weight for p in parts])
            head.bias[:outputs] = torch.cat([p.bias for p in parts])
        linear("head", head)
        put("kinds", "\n".join(acts.KINDS).encode())
        put("measures", "\n".join(sorted(measures, key=measures.get)).encode())
    else:
        floats("label", m.label.weight)
        floats("label.bias", m.label.bias)
        floats("edges", m.edges())
        assert m.pointer.out_features == 2 * POINTERS * m.pointer_width
        linear("pointer", m.pointer)
        put("calibration", np.array(args.calibration, dtype="<f4"))
    with open(args.out, "wb") as f:
        f.write(file)
    print(f"{args.out}: {len(file)} bytes, sha256 {hashlib.sha256(file).hexdigest()}")


if __name__ == "__main__":
    main()
