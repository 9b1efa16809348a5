"""Teaches the encoder of acts: where an act stands, which kind, on what measures, whose; seeded, a checkpoint after each epoch.

usage: acts.py --acts acts.jsonl --encoder DIR --out FILE.pt [--kind minilm|mpnet] [--teacher FILE.pt ... --unlabelled FILE.jsonl ...]

Learns from our own reports (`cargo run -p trainer -- acts`) and then from the further real documents whose conflicts stand in no fold
(`cargo run -p trainer -- further`), so that no hand-made reading that measures, nor one of the same conflict, is seen. `--teacher` is another
encoder, a larger one or the one that it goes on from; what it sees in the reports and in `--unlabelled` texts (`{"id", "text"}` a line) is
taught on beside the answers. `--kinds-of` is one, mostly a larger one, of which only the kinds that it sees are taught; beside it the
teachers are for texts without answers alone.
"""

import argparse
import json
import os
import random
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from model import SIZES, Tagger
from train import columns, vary
from windows import END, MAX_PIECES, START, pack, rows, tokenizer

KINDS = ["accept", "accuse", "assess", "commit", "conclude", "condition", "contact", "deed", "demand", "deny", "endorse",
         "offer-role", "propose", "reject", "retract", "threaten"]
OPENERS = set("and but or that which who whom whose if unless until after before while because since although though to as when where "
              "with without for by in on so than including saying adding calling would will must should had has have is are was "
              "were".split())
SAYS = set("said says say told added adds insisted announced warned warns stated noted stressed argued claimed believes think thinks "
           "reported confirmed agreed called urged asked demanded pledged vowed welcomed rejected accused that if to".split())
LONGEST = 90  # pieces of a passage
BF16 = True


class Acts(nn.Module):
    """An encoder with four heads: of a piece, whether it is in, begins or ends an act; of a passage (the mean of its pieces) which kind,
    on which measures, and by a pointer to the names, whose."""

    def __init__(self, kind="minilm", measures=1, dropout=0.1, layers=None):
        super().__init__()
        self.encoder = Tagger(kind, dropout, layers)
        h = SIZES[kind]["hidden"]
        self.sight, self.sort, self.matter = nn.Linear(h, 3), nn.Linear(h, 1 + len(KINDS)), nn.Linear(h, 1 + measures)
        self.query, self.key = nn.Linear(h, 64), nn.Linear(h, 64)
        self.drop = nn.Dropout(dropout)

    def forward(self, x, mask, spans):
        """`spans` [s, 3]: window, first piece, one past the last. Scores of pieces [b, t, 3], of spans: kinds, measures, pieces."""
        return self.look(self.encoder.encode(x, mask).float(), mask, spans)

    def means(self, v, spans):
        """Of windows that are encoded, the mean of each span's pieces."""
        b, _, h = v.shape
        total = torch.cat([v.new_zeros(b, 1, h), v.cumsum(1)], 1)
        w, i, j = spans.T
        return (total[w, j] - total[w, i]) / (j - i)[:, None]

    def look(self, v, mask, spans):
        """The heads' scores, of windows that are encoded."""
        p, w = self.drop(self.means(v, spans)), spans[:, 0]
        who = (self.query(p)[:, None] * self.key(v)[w]).sum(-1) / 8
        return self.sight(v), self.sort(p), self.matter(p), who.masked_fill(mask[w] == 0, -1e4)


def passages(text, window):
    """Runs of pieces that may be an act's words, as the reader's `act/passage.rs` chooses them (about)."""
    data = text.encode()
    n = len(window)
    word = [data[a:b].decode("utf-8", "replace") if a >= 0 else "" for a, b in window[:, START:END + 1]]
    begins, ends, sentence, s = np.zeros(n + 1, int), np.zeros(n + 1, int), np.zeros(n, int), 0
    for k in range(n):
        before = word[k - 1] if k else ""
        inner = k and window[k, START] >= 0 and window[k - 1, END] >= 0
        gap = data[window[k - 1, END]:window[k, START]].decode("utf-8", "replace") if inner else "\n"
        new = "\n" in gap
        if gap and not new and (word[k][:1].isupper() or word[k] in '“"«„('):
            q = k - 1
            while q > 0 and word[q] in '”"»)':
                q -= 1
            new = word[q] in (".", "!", "?")
        s += new
        sentence[k] = s
        mark = bool(word[k]) and not word[k][0].isalnum()
        after = bool(before) and not before[0].isalnum()
        if not (gap or mark or after):
            continue
        if new or after or before.lower() in SAYS or word[k].lower() in OPENERS:
            begins[k] = 2 if new else 1
        if new or mark or word[k].lower() in OPENERS:
            ends[k] = 2 if new else 1
    ends[n] = 2
    out = []
    for i in np.flatnonzero(begins):
        if i >= n or window[i, START] < 0 or (word[i] and not word[i][0].isalnum() and word[i] not in '“"'):
            continue
        for j in np.flatnonzero(ends):
            if j < i + 2:
                continue
            more = sentence[j - 1] - sentence[i]
            if j - i > LONGEST or more > 2 or (window[i:j, START] < 0).any():
                break
            if not more or (begins[i] == 2 and ends[j] == 2):
                out.append((i, j))
    return np.array(out, int).reshape(-1, 2)


def pieces(window, place):
    inside = np.zeros(len(window), bool)
    for a, b in place:
        inside |= (window[:, START] < b) & (window[:, END] > a) & (window[:, START] >= 0)
    return inside


class Sheet:
    """A window with its passages and the acts in it."""

    def __init__(self, text, window, acts, mentions, measures):
        self.window, self.spans = window, passages(text, window)
        self.acts, self.best = [], np.zeros(len(self.spans))
        self.whose = np.full(len(self.spans), -1)
        for a in acts:
            inside = pieces(window, a["quote"])
            if inside.sum() < 2:
                continue
            at = np.flatnonzero(inside)
            names = np.zeros(len(window), bool)
            for actor in a["actor"]:
                for place in mentions.get(actor, ()):
                    names |= pieces(window, place)
            ms = [measures[m["id"]] for m in a["measures"] if m["id"] in measures]
            size = inside.sum()
            if len(self.spans):
                total = np.concatenate([[0], np.cumsum(inside)])
                common = total[self.spans[:, 1]] - total[self.spans[:, 0]]
                share = common / (self.spans[:, 1] - self.spans[:, 0] + size - common)
                self.whose = np.where(share > self.best, len(self.acts), self.whose)
                self.best = np.maximum(self.best, share)
            self.acts.append(((at[0], at[-1] + 1), KINDS.index(a["act"]) + 1, ms or [len(measures)], names, inside, a))


def sheets(documents, tok, measures, rng=None):
    out = []
    for d in documents:
        text = d["document"]["text"] if "document" in d else d["text"]
        principal = {a["id"]: a for a in d.get("actors", ())}
        mentions = {}
        for a in principal.values():
            mentions.setdefault(a["id"], []).extend(a["mentions"])
            if a["kind"] == "person" and a["part_of"]:
                mentions.setdefault(a["part_of"], []).extend(a["mentions"])
        for w in pack(rows(text, tok), rng.randrange(16, MAX_PIECES + 1) if rng else MAX_PIECES):
            out.append(Sheet(text, w, d.get("acts", ()), mentions, measures))
    return out


def alike(all_of, per, rng):
    """In random order, but so that those of one step are about as long: a step costs as much as its longest window."""
    rng.shuffle(all_of)
    near = [sorted(all_of[i:i + 24 * per], key=lambda s: len(s.window)) for i in range(0, len(all_of), 24 * per)]
    steps = [part[i:i + per] for part in near for i in range(0, len(part), per)]
    rng.shuffle(steps)
    return [s for step in steps for s in step]


def batch(chosen, kind, rng, measures, device, least):
    """Columns, mask, spans, and what is to be said of pieces and spans."""
    windows = [s.window for s in chosen]
    x, mask = columns(windows, kind)
    sight = torch.full((*mask.shape, 3), -1.0)
    spans, sort, matter, who = [], [], [], []
    for k, s in enumerate(chosen):
        n = len(s.window)
        marks = np.zeros((n, 3), np.float32)
        for (i, j), _, _, _, inside, _ in s.acts:
            marks[inside, 0] = 1
            marks[i, 1] = marks[j - 1, 2] = 1
        marks[s.window[:, START] < 0] = -1
        sight[k, :n] = torch.as_tensor(marks)
        picked = [(a[0], a) for a in s.acts]
        near = np.flatnonzero(s.best >= 0.6)
        picked += [(tuple(s.spans[q]), s.acts[s.whose[q]]) for q in rng.sample(list(near), min(len(near), len(s.acts)))]
        far = np.flatnonzero(s.best < 0.3)
        picked += [(tuple(s.spans[q]), None) for q in rng.sample(list(far), min(len(far), max(least, len(s.acts))))]
        for (i, j), a in picked:
            spans.append((k, i, j))
            sort.append(a[1] if a else 0)
            m = np.zeros(len(measures) + 1, np.float32)
            names = np.zeros(mask.shape[1], bool)
            if a:
                m[a[2]] = 1 / len(a[2])
                names[:n] = a[3]
                if not names.any():
                    names[0] = True
            matter.append(m)
            who.append(names)
    if not spans:
        spans, sort = [(0, 0, 1)], [0]
        matter, who = [np.zeros(len(measures) + 1, np.float32)], [np.zeros(mask.shape[1], bool)]
    return [t.to(device) for t in (x, mask, torch.tensor(spans), sight, torch.tensor(sort), torch.tensor(np.array(matter)),
                                   torch.tensor(np.array(who)))]


def losses(out, sight, sort, matter, who, weights):
    s, k, m, p = out
    real = sight >= 0
    loss = weights[0] * F.binary_cross_entropy_with_logits(s[real], sight[real])
    loss = loss + weights[1] * F.cross_entropy(k, sort, label_smoothing=0.05)
    act = matter.sum(1) > 0
    if act.any():
        loss = loss - weights[2] * (F.log_softmax(m[act], -1) * matter[act]).sum(1).mean()
        named = torch.logsumexp(p[act].masked_fill(~who[act], -1e4), 1) - torch.logsumexp(p[act], 1)
        loss = loss - weights[3] * named.mean()
    return loss


def taught(out, teacher, mask, weights):
    """How far what is seen is from what the teacher sees."""
    (s, k, m, p), (ts, tk, tm, tp) = out, teacher
    real = mask > 0
    loss = weights[0] * F.binary_cross_entropy_with_logits(s[real], torch.sigmoid(ts[real]))
    for w, a, b in ((weights[1], k, tk), (weights[2], m, tm), (weights[3], p, tp)):
        act = 1 - torch.softmax(tk, -1)[:, 0] if a is not k else torch.ones(len(k), device=k.device)
        kl = F.kl_div(F.log_softmax(a, -1), F.log_softmax(b, -1), log_target=True, reduction="none").sum(-1)
        loss = loss + w * (kl * act).sum() / act.sum().clamp(min=1e-3)
    return loss


def of_kinds(out, teacher):
    """How far the kinds are, given that it is an act."""
    k, tk = out[1], teacher[1]
    act = 1 - torch.softmax(tk, -1)[:, 0]
    kl = F.kl_div(F.log_softmax(k[:, 1:], -1), F.log_softmax(tk[:, 1:], -1), log_target=True, reduction="none").sum(-1)
    return (kl * act).sum() / act.sum().clamp(min=1e-3)


def shown(teachers, chosen, kind, mask, spans, device):
    """What the teachers see of windows and spans, the mean of their scores."""
    x = columns([s.window for s in chosen], kind)[0].to(device)
    with torch.no_grad(), torch.autocast(device, torch.bfloat16, enabled=BF16):
        all_of = [[o.float() for o in teacher(x, mask, spans)] for teacher in teachers]
    return [torch.stack(same).mean(0) for same in zip(*all_of)]


def promising(teacher, chosen, kind, mask, device, most=12):
    """Of each window so many passages, drawn by how surely a teacher takes them for acts, and what it sees of them."""
    x = columns([s.window for s in chosen], kind)[0].to(device)
    every = torch.tensor([(k, i, j) for k, s in enumerate(chosen) for i, j in s.spans] or [(0, 0, 1)], device=device)
    with torch.no_grad(), torch.autocast(device, torch.bfloat16, enabled=BF16):
        v = teacher.encoder.encode(x, mask).float()
        sure = 1.03 - torch.softmax(teacher.sort(teacher.means(v, every)).float(), -1)[:, 0]
        # Drawn without putting back, the surer the earlier (Efraimidis and Spirakis 2006).
        order = (torch.rand(len(sure), device=device).log() / sure).cpu()
        at, drawn = 0, []
        for s in chosen:
            n = len(s.spans)
            drawn.append(every[at + order[at:at + n].topk(min(n, most)).indices.to(device)])
            at += n
        spans = torch.cat(drawn) if at else every
        return spans, [o.float() for o in teacher.look(v, mask, spans)]


def see(model, chosen, kind, device, per=16):
    """What the model sees of each window's passages and acts: scores of pieces, of passages, of the acts' own words."""
    for at in range(0, len(chosen), per):
        group = chosen[at:at + per]
        x, mask = columns([s.window for s in group], kind)
        spans, cut = [], [0]
        for k, s in enumerate(group):
            spans += [(k, i, j) for i, j in s.spans] + [(k, *a[0]) for a in s.acts]
            cut.append(len(spans))
        if not spans:
            continue
        with torch.inference_mode(), torch.autocast(device, torch.bfloat16, enabled=BF16):
            # In parts: the pointers of all passages at once would be large.
            parts = [model(x.to(device), mask.to(device), torch.tensor(spans[i:i + 4096], device=device)) for i in range(0, len(spans), 4096)]
        sight = parts[0][0].float().cpu().numpy()
        rest = [torch.cat([p[n] for p in parts]).float().cpu().numpy() for n in (1, 2, 3)]
        for k, s in enumerate(group):
            yield s, sight[k, :len(s.window)], [r[cut[k]:cut[k + 1]] for r in rest]


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def evaluate(model, documents, tok, kind, measures, device):
    """On readings made by hand: acts found (best threshold), and given their words the kind, a measure and an actor."""
    model.eval()
    names = {k: m for m, k in measures.items()}
    n = right = about = actor = actors = 0
    scored, total = [], 0
    for d in documents:
        principal = {a["id"]: (a["part_of"] or a["id"]) if a["kind"] == "person" else a["id"] for a in d["actors"]}
        here = sheets([d], tok, measures)
        total += len(d["acts"])
        taken = []
        for s, sight, (k, m, p) in see(model, here, kind, device):
            c = len(s.spans)
            for (span, label, ms, named, inside, a), kk, mm, pp in zip(s.acts, k[c:], m[c:], p[c:]):
                if inside.sum() < 2:
                    continue
                n += 1
                right += kk[1:].argmax() + 1 == label
                about += (names.get(int(mm.argmax())) in {x["id"] for x in a["measures"]}) if a["measures"] else mm.argmax() == len(measures)
                sums = {}
                for q in d["actors"]:
                    at = np.zeros(len(s.window), bool)
                    for place in q["mentions"]:
                        at |= pieces(s.window, place)
                    if at.any():
                        sums[principal[q["id"]]] = np.logaddexp(sums.get(principal[q["id"]], -1e9), np.logaddexp.reduce(pp[:len(at)][at]))
                if sums:
                    actors += 1
                    actor += max(sums, key=sums.get) in {principal.get(x, x) for x in a["actor"]}
            if c:
                i, j = s.spans.T
                cum = np.concatenate([[0], sight[:, 0].cumsum()])
                none = k[:c, 0] - np.logaddexp.reduce(k[:c, 1:], 1)
                score = -none + (cum[j] - cum[i]) / (j - i) + sight[i, 1] / 2 + sight[j - 1, 2] / 2
                kept = []
                for q in np.argsort(-score):
                    if any(min(j[q], j[r]) - max(i[q], i[r]) > 0.3 * min(j[q] - i[q], j[r] - i[r]) for r in kept):
                        continue
                    kept.append(q)
                    scored.append((score[q], s.best[q] >= 0.5, s.best[q] >= 0.5 and k[q, 1:].argmax() + 1 == s.acts[s.whose[q]][1]))
    scored.sort(key=lambda t: -t[0])
    hits, f, g, kinds, when = 0, 0, 0, 0, 0
    for at, (score, hit, kindly) in enumerate(scored, 1):
        hits += hit
        kinds += kindly
        if 2 * hits / (at + total) > f:
            f, g, when = 2 * hits / (at + total), 2 * kinds / (at + total), score
    return f"found {f:.3f} act {g:.3f} (at {when:.2f}); given the words: kind {right / n:.3f} measure {about / n:.3f} actor {actor / max(actors, 1):.3f}; {n} acts"


def read_lines(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def restore(path, device):
    c = torch.load(path, map_location="cpu", weights_only=False)
    layers = 1 + max(int(k.split(".")[2]) for k in c["model"] if k.startswith("encoder.layers."))
    m = Acts(c["kind"], len(c["measures"]), layers=layers)
    m.load_state_dict({k: v.float() if v.is_floating_point() else v for k, v in c["model"].items()})
    return m.eval().to(device), c["kind"], c["measures"]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--acts", required=True)
    ap.add_argument("--encoder", required=True)
    ap.add_argument("--tokenizer")
    ap.add_argument("--out", required=True)
    ap.add_argument("--start", help="a tagger's epochN.pt to start from, instead of the encoder as it came")
    ap.add_argument("--kind", default="minilm", choices=["minilm", "mpnet"])
    ap.add_argument("--layers", type=int)
    ap.add_argument("--epochs", type=int, default=12)
    ap.add_argument("--rate", type=float, default=1e-4)
    ap.add_argument("--per", type=int, default=8, help="windows a step")
    ap.add_argument("--dropout", type=float, default=0.1)
    ap.add_argument("--weights", type=float, nargs=4, default=[1, 1, 0.5, 0.5], help="of pieces, kinds, measures, actors")
    ap.add_argument("--teacher", nargs="*", default=[])
    ap.add_argument("--taught", type=float, nargs=4, help="of what the teachers see, as --weights; without it the same")
    ap.add_argument("--kinds-of", metavar="FILE.pt", help="an encoder of which only the kinds that it sees are taught")
    ap.add_argument("--unlabelled", nargs="*", default=[])
    ap.add_argument("--free", type=int, default=2, help="of texts without answers, windows for each with")
    ap.add_argument("--some", type=int, metavar="N", help="of our own reports only so many, drawn at random")
    ap.add_argument("--go-on", metavar="FILE.pt", help="an encoder of acts to go on from, instead of an untaught one")
    ap.add_argument("--real", nargs="*", default=[], help="real documents with their acts to learn from too, as often as --times says")
    ap.add_argument("--times", type=int, default=2)
    ap.add_argument("--also", nargs=2, metavar=("FILE", "FOLD"), help="hand-made readings to learn from, but those of a fold")
    ap.add_argument("--no-bf16", action="store_true", help="the faster on a processor without AMX")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--device", default="cpu", choices=["cpu", "cuda"])
    ap.add_argument("--check", help="readings made by hand to tell figures of, with their texts")
    args = ap.parse_args()
    torch.manual_seed(args.seed)
    global BF16
    BF16 = not args.no_bf16
    device = args.device
    of_teacher = args.taught or args.weights
    if device == "cuda":
        os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
        torch.use_deterministic_algorithms(True, warn_only=True)
    tok = tokenizer(args.tokenizer or os.path.join(args.encoder, "tokenizer.json"))
    own = read_lines(args.acts)
    if args.some:
        own = random.Random(args.seed).sample(own, args.some)
    checked = read_lines(args.check) if args.check else []
    if args.also:
        checked = [d for d in checked if d["fold"] == int(args.also[1])]
        own += 2 * [d for d in read_lines(args.also[0]) if d["fold"] != int(args.also[1])]
    real = args.times * [d for path in args.real for d in read_lines(path)]
    measures = {m: k for k, m in enumerate(sorted({m["id"] for d in own for a in d["acts"] for m in a["measures"]}))}
    if args.go_on:
        begun, kind, measures = restore(args.go_on, device)
        assert kind == args.kind, f"{args.go_on} is a {kind}"
    teachers, of = [], None
    for path in args.teacher:
        teacher, of, known = restore(path, device)
        assert known == measures, f"{path} was taught from other reports"
        teachers.append(teacher)
    if args.kinds_of and args.unlabelled and not args.teacher:
        ap.error("--kinds-of with --unlabelled needs a --teacher for what the kinds are not")
    if args.kinds_of:
        larger, of_larger, known = restore(args.kinds_of, device)
        assert known == measures, f"{args.kinds_of} was taught from other reports"
    plain = [d for path in args.unlabelled for d in read_lines(path)] if teachers else []
    model = Acts(args.kind, len(measures), args.dropout, args.layers)
    if args.start:
        model.encoder.load_trained(args.start)
    else:
        model.encoder.load_pretrained(args.encoder)
    if args.go_on:
        model = begun
        model.drop.p = args.dropout
    own += real
    model.encoder.word.weight.requires_grad = False
    model.to(device)
    optimiser = torch.optim.AdamW(
        [{"params": [p for n, p in model.encoder.named_parameters() if p.requires_grad and "layers" in n], "base": args.rate},
         {"params": [p for n, p in model.named_parameters() if p.requires_grad and "layers" not in n], "base": 1e-3}],
        lr=args.rate, weight_decay=0.01)
    unlabelled = sheets(plain, tok, measures)
    if args.kinds_of:
        random.Random(args.seed).shuffle(unlabelled)
    step = steps = 0
    began = time.time()
    for epoch in range(args.epochs):
        rng = random.Random(f"{args.seed}/{epoch}")
        here = sheets(own, tok, measures, rng)
        for s in here:
            s.window = s.window if len(v := vary(s.window, rng)) != len(s.window) else v
        here = alike(here, args.per, rng)
        free = args.free * args.per
        begins = range(0, len(here), args.per)
        if args.kinds_of and unlabelled:
            # Each epoch sees the next part, so that a large number of them is seen once.
            more = [unlabelled[(free * epoch * len(begins) + k) % len(unlabelled)] for k in range(free * len(begins))]
        else:
            more = rng.sample(unlabelled, min(len(unlabelled), args.free * len(here)))
        plan = [(here[i:i + args.per], more[free * k:free * (k + 1)]) for k, i in enumerate(begins)]
        steps = steps or len(plan) * args.epochs
        model.train()
        sums = torch.zeros((), device=device)
        for group, free in plan:
            fade = min(1, (step + 1) / (0.06 * steps)) * max(0.01, 1 - step / steps)
            for g in optimiser.param_groups:
                g["lr"] = g["base"] * fade
            x, mask, spans, *truth = batch(group, args.kind, rng, measures, device, 6)
            with torch.autocast(device, torch.bfloat16, enabled=BF16):
                out = model(x, mask, spans)
            out = [o.float() for o in out]
            loss = losses(out, *truth, args.weights)
            sums += loss.detach()
            if args.kinds_of:
                loss = loss + of_kinds(out, shown([larger], group, of_larger, mask, spans, device))
            elif teachers:
                loss = loss + taught(out, shown(teachers, group, of, mask, spans, device), mask, of_teacher)
            if free:
                if args.kinds_of:
                    x, mask = (t.to(device) for t in columns([s.window for s in free], args.kind))
                    spans, seen = promising(larger, free, of_larger, mask, device)
                else:
                    x, mask, spans, *_ = batch(free, args.kind, rng, measures, device, 10)
                with torch.autocast(device, torch.bfloat16, enabled=BF16):
                    out = model(x, mask, spans)
                out = [o.float() for o in out]
                loss = loss + taught(out, shown(teachers, free, of, mask, spans, device), mask, of_teacher)
                if args.kinds_of:
                    loss = loss + of_kinds(out, seen)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            step += 1
        print(f"epoch {epoch + 1}: loss {sums.item() / len(plan):.3f}, {time.time() - began:.0f} s", flush=True)
        torch.save({"model": {k: v.cpu() for k, v in model.state_dict().items()}, "kind": args.kind, "measures": measures}, args.out)
        if args.check and (epoch % 8 == 7 or epoch == args.epochs - 1):
            print("  " + evaluate(model, checked, tok, args.kind, measures, device), flush=True)


if __name__ == "__main__":
    main()
