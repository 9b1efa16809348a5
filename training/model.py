"""The tagger's network: a BERT encoder with feature embeddings, a label head read by a CRF, three pointer heads.

`minilm` (6 layers, 384 wide) is what ships; `mpnet` (12 layers, 768 wide, relative positions) is the teacher.
"""

import math

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file

from windows import N_PLACES, N_QUOTES, N_SHAPES, N_SPEAKERS

N_LABELS = 7
POINTERS = 3
# Beside attribution the encoder may learn to see acts; the heads for that are thrown away, the reader has its own.
N_ACTS = 16
N_MEASURES = 512
SIZES = {
    "minilm": dict(hidden=384, inner=1536, heads=12, layers=6, vocab=30522, pointer=96),
    "mpnet": dict(hidden=768, inner=3072, heads=12, layers=12, vocab=30527, pointer=128),
}


class Dropout(nn.Module):
    """Dropout that cuts its masks from a pool of random numbers: drawing them anew takes a twelfth of the training time."""

    pool = {}

    def __init__(self, share):
        super().__init__()
        self.share = share

    def forward(self, x):
        if not self.training or self.share == 0:
            return x
        if x.is_cuda:
            return F.dropout(x, self.share)
        key = self.share, x.dtype
        if key not in self.pool:
            kept = torch.rand(1 << 24, generator=torch.Generator().manual_seed(0)) >= self.share
            self.pool[key] = (kept.float() / (1 - self.share)).to(x.dtype)
        pool = self.pool[key]
        start = int(torch.randint(len(pool) - x.numel(), ()))
        return x * pool[start:start + x.numel()].view(x.shape)


class Layer(nn.Module):
    def __init__(self, hidden, inner, heads, dropout):
        super().__init__()
        self.heads = heads
        self.qkv, self.out = nn.Linear(hidden, 3 * hidden), nn.Linear(hidden, hidden)
        self.up, self.down = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.norm1, self.norm2 = nn.LayerNorm(hidden, 1e-12), nn.LayerNorm(hidden, 1e-12)
        self.drop = Dropout(dropout)

    def forward(self, x, bias):
        b, t, h = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, h // self.heads).permute(2, 0, 3, 1, 4)
        # Written out: the fused kernel's backward pass is three times slower on a CPU.
        a = torch.softmax((q * (h // self.heads) ** -0.5) @ k.transpose(-1, -2) + bias.to(q.dtype), -1, dtype=q.dtype) @ v
        x = self.norm1(x + self.drop(self.out(a.transpose(1, 2).reshape(b, t, h))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Tagger(nn.Module):
    def __init__(self, kind="minilm", dropout=0.1, layers=None):
        """`layers`: fewer than the encoder has, for a faster tagger."""
        super().__init__()
        s = SIZES[kind]
        self.of_layers, layers = s["layers"], layers or s["layers"]
        h = s["hidden"]
        self.kind, self.pointer_width, self.heads = kind, s["pointer"], s["heads"]
        self.word, self.position = nn.Embedding(s["vocab"], h), nn.Embedding(514, h)
        self.features = nn.ModuleList(nn.Embedding(n, h) for n in (N_SHAPES, N_QUOTES, N_SPEAKERS, N_PLACES))
        for f in self.features:
            nn.init.normal_(f.weight, std=0.01)
        self.norm, self.drop = nn.LayerNorm(h, 1e-12), Dropout(dropout)
        self.layers = nn.ModuleList(Layer(h, s["inner"], s["heads"], dropout) for _ in range(layers))
        self.relative = nn.Embedding(32, s["heads"]) if kind == "mpnet" else None
        self.label = nn.Linear(h, N_LABELS)
        self.pointer = nn.Linear(h, 2 * POINTERS * self.pointer_width)
        self.act = nn.Linear(h, 1 + 2 * N_ACTS)
        self.measure = nn.Linear(h, N_MEASURES)
        self.transition = nn.Parameter(torch.zeros(N_LABELS, N_LABELS))
        forbidden = torch.zeros(N_LABELS, N_LABELS)
        for j in (2, 4, 6):
            forbidden[[i for i in range(N_LABELS) if i not in (j, j - 1)], j] = -1e4
        self.register_buffer("forbidden", forbidden)

    def load_pretrained(self, folder):
        w = {k.removeprefix("bert.").removeprefix("mpnet."): v for k, v in load_file(f"{folder}/model.safetensors").items()}
        mp = self.kind == "mpnet"
        self.word.weight.data = w["embeddings.word_embeddings.weight"]
        position = w["embeddings.position_embeddings.weight"]
        # The type embedding is the same for every piece, so it is part of the position; mpnet's positions start at 2.
        if mp:
            position = position[2:]
        else:
            position = position + w["embeddings.token_type_embeddings.weight"][0]
        self.position.weight.data = torch.cat([position, position[:514 - len(position)]])
        self.norm.weight.data, self.norm.bias.data = w["embeddings.LayerNorm.weight"], w["embeddings.LayerNorm.bias"]
        if mp:
            self.relative.weight.data = w["encoder.relative_attention_bias.weight"]
        names = (
            dict(q="attention.attn.q", k="attention.attn.k", v="attention.attn.v", o="attention.attn.o", n="attention.LayerNorm")
            if mp
            else dict(q="attention.self.query", k="attention.self.key", v="attention.self.value",
                      o="attention.output.dense", n="attention.output.LayerNorm")
        )
        # Of fewer layers each stands for several; it starts as the first of them.
        for i, layer in enumerate(self.layers):
            p = f"encoder.layer.{i * self.of_layers // len(self.layers)}."
            for n in ("weight", "bias"):
                setattr(layer.qkv, n, nn.Parameter(torch.cat([w[f"{p}{names[k]}.{n}"] for k in "qkv"])))
                for mine, theirs in ((layer.out, names["o"]), (layer.norm1, names["n"]), (layer.up, "intermediate.dense"),
                                     (layer.down, "output.dense"), (layer.norm2, "output.LayerNorm")):
                    setattr(mine, n, nn.Parameter(w[f"{p}{theirs}.{n}"]))

    def load_trained(self, path):
        """The weights of an `epochN.pt`; where it has more layers, those that `load_pretrained` would take."""
        state = torch.load(path, map_location="cpu")
        theirs = 1 + max(int(k.split(".")[1]) for k in state if k.startswith("layers."))
        chosen = {f"layers.{i * theirs // len(self.layers)}.": f"layers.{i}." for i in range(len(self.layers))}
        mine = {k: v for k, v in state.items() if not k.startswith("layers.")}
        for k, v in state.items():
            for prefix, new in chosen.items():
                if k.startswith(prefix):
                    mine[new + k.removeprefix(prefix)] = v
        restore_into(self, mine)

    def bucket(self, t):
        """mpnet's relative position bias [1, heads, t, t]."""
        at = torch.arange(t, device=self.relative.weight.device)
        d = at[:, None] - at[None, :]
        n = d.abs()
        large = 8 + (torch.log(n.clamp(min=1).float() / 8) / math.log(128 / 8) * 8).long()
        b = torch.where(n < 8, n, large.clamp(max=15)) + (d < 0).long() * 16
        return self.relative(b).permute(2, 0, 1)[None]

    def encode(self, columns, mask):
        """columns [b, t, 5]: id and the four features; mask [b, t]."""
        t = columns.shape[1]
        x = self.word(columns[..., 0]) + self.position.weight[:t]
        for k, f in enumerate(self.features):
            x = x + f(columns[..., k + 1])
        x = self.drop(self.norm(x))
        bias = (1 - mask[:, None, None, :].float()) * -1e4
        if self.relative is not None:
            bias = bias + self.bucket(t)
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def forward(self, columns, mask):
        """Label scores [b, t, 7] and the pointer scores [3][b, t, t]."""
        x = self.encode(columns, mask)
        p = self.pointer(x).split(self.pointer_width, -1)
        scale = 1 / math.sqrt(self.pointer_width)
        pointers = [(p[2 * k] @ p[2 * k + 1].transpose(1, 2)).float() * scale for k in range(POINTERS)]
        return self.label(x).float(), pointers

    def edges(self):
        return self.transition + self.forbidden


def restore(path, kind="minilm"):
    """The tagger of an `epochN.pt`."""
    state = torch.load(path, map_location="cpu")
    m = Tagger(kind, layers=1 + max(int(k.split(".")[1]) for k in state if k.startswith("layers.")))
    restore_into(m, state)
    return m.eval()


def restore_into(model, state):
    """`load_state_dict` that lets a checkpoint lack the heads for acts."""
    lacking, foreign = model.load_state_dict(state, strict=False)
    if foreign or any(k.split(".")[0] not in ("act", "measure") for k in lacking):
        raise ValueError(f"another network: lacks {lacking}, has {foreign}")


def constrain(scores, real):
    """[CLS], [SEP] and padding bear no label but O."""
    wall = torch.zeros(N_LABELS, device=scores.device)
    wall[1:] = -1e4
    return scores + (~real)[..., None].float() * wall


def crf_loss(scores, labels, real, edges):
    """Negative log likelihood of the labels per real piece; scores [b, t, 7] constrained, all t positions are steps."""
    b, t, _ = scores.shape
    gold = scores.gather(2, labels[..., None])[..., 0].sum(1) + edges[labels[:, :-1], labels[:, 1:]].sum(1)
    if scores.is_cuda:
        alpha = chain(scores, edges)
    else:
        alpha = scores[:, 0]
        for k in range(1, t):
            alpha = torch.logsumexp(alpha[:, :, None] + edges, 1) + scores[:, k]
    return (torch.logsumexp(alpha, 1) - gold).sum() / real.sum()


def chain(scores, edges):
    """The last step's scores of each label: the same sum as step by step, by halves, so that a GPU has few steps."""
    first, steps = scores[:, 0], edges + scores[:, 1:, None, :]
    while steps.shape[1] > 1:
        odd = steps[:, -1:] if steps.shape[1] % 2 else steps[:, :0]
        n = steps.shape[1] // 2 * 2
        joined = torch.logsumexp(steps[:, 0:n:2, :, :, None] + steps[:, 1:n:2, None, :, :], 3)
        steps = torch.cat([joined, odd], 1)
    return torch.logsumexp(first[:, :, None] + steps[:, 0], 1) if steps.shape[1] else first


def pointer_loss(scores, target, mask):
    scores = scores.masked_fill(mask[:, None, :] == 0, -1e4)
    known = target >= 0
    return F.cross_entropy(scores[known], target[known]) if known.any() else scores.sum() * 0
