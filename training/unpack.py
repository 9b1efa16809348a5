"""A weights file of acts (8 bits) back as a checkpoint that acts.py can go on from.

usage: unpack.py ACTS.bin ENCODER OUT.pt

ENCODER is the folder of the untaught encoder, which has the table of word pieces that the weights file leaves out. What was rounded to 8 bits
stays so; a checkpoint that was kept is better.
"""

import struct
import sys

import numpy as np
import torch

import acts
from pack import PANEL


def tensors(path):
    """The data of each tensor, as pack.py writes them."""
    with open(path, "rb") as f:
        file = f.read()
    assert file[:8] == b"ARMTAG01", f"{path}: no weights file"
    at, out = 8, {}
    while at < len(file):
        name = file[at + 1:at + 1 + file[at]].decode()
        at += 1 + file[at]
        (size,) = struct.unpack("<I", file[at:at + 4])
        out[name] = file[at + 4:at + 4 + size]
        at += 4 + size
    return out


def main():
    path, encoder, to = sys.argv[1:]
    data = tensors(path)
    measures = data["measures"].decode().split("\n")
    assert data["kinds"].decode().split("\n") == acts.KINDS, f"{path}: other kinds"
    model = acts.Acts("minilm", len(measures))
    model.encoder.load_pretrained(encoder)

    def floats(name):
        return torch.tensor(np.frombuffer(data[name], "<f4").copy())

    def rows(name, inputs):
        numbers, scales = np.frombuffer(data[name], np.int8), np.frombuffer(data[f"{name}.scale"], "<f4")
        n = len(scales)
        numbers = numbers.reshape(n // PANEL, inputs // 2, PANEL, 2).transpose(0, 2, 1, 3).reshape(n, inputs)
        return torch.tensor((numbers * scales[:, None]).astype(np.float32))

    def norm(layer, name):
        layer.weight.copy_(floats(f"{name}.scale"))
        layer.bias.copy_(floats(f"{name}.shift"))

    e = model.encoder
    with torch.no_grad():
        scales = floats("position.scale")
        numbers = torch.tensor(np.frombuffer(data["position"], np.int8).reshape(len(scales), -1).astype(np.float32))
        e.position.weight[:len(scales)] = numbers * scales[:, None]
        for k, feature in enumerate(e.features):
            feature.weight.copy_(floats(f"feature.{k}").reshape(feature.weight.shape))
        norm(e.norm, "norm")
        for k, layer in enumerate(e.layers):
            for part in ("qkv", "out", "up", "down"):
                linear = getattr(layer, part)
                linear.weight.copy_(rows(f"layer.{k}.{part}", linear.in_features))
                linear.bias.copy_(floats(f"layer.{k}.{part}.bias"))
            norm(layer.norm1, f"layer.{k}.norm1")
            norm(layer.norm2, f"layer.{k}.norm2")
        weights, biases, at = rows("head", model.sort.in_features), floats("head.bias"), 0
        for head in (model.sight, model.sort, model.matter, model.query, model.key):
            head.weight.copy_(weights[at:at + head.out_features])
            head.bias.copy_(biases[at:at + head.out_features])
            at += head.out_features
    torch.save({"model": model.state_dict(), "kind": "minilm", "measures": {m: k for k, m in enumerate(measures)}}, to)


if __name__ == "__main__":
    main()
