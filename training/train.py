"""Fine-tunes the tagger on PolNeAR: seeded, resumable, a checkpoint each epoch and each ten minutes.

usage: train.py --polnear DIR --encoder DIR --out DIR [--epochs N] [--share F] [--kind minilm|mpnet] [--teacher FILE.npz] ...

The same seed, data and thread count give the same weights up to the rounding of the machine's bf16 kernels.
"""

import argparse
import gzip
import importlib.util
import json
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

from decode import decode
from model import N_ACTS, N_LABELS, N_MEASURES, Tagger, constrain, crf_loss, pointer_loss
from targets import targets
from windows import CLS, ID, MAX_PIECES, QUOTE, SEP, SHAPE, START, pack, rows, tokenizer

NEW = ("label", "pointer", "features", "act", "measure")  # parts that no pretrained encoder has
QUOTE_IDS = {1000: 1000, 1523: 1000, 1524: 1000}  # " “ ” and what each becomes when quotation marks are made straight


def documents(folder, split):
    with gzip.open(os.path.join(folder, f"{split}.jsonl.gz"), "rt", encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def vary(window, rng):
    """Now and then what a careless source does to a text: capitals or small letters only, straight or no quotation marks."""
    p = rng.random()
    if p < 0.04:
        window = window.copy()
        low = np.isin(window[:, SHAPE], (1, 2, 6))
        window[low, SHAPE] = 3
    elif p < 0.06:
        window = window.copy()
        window[np.isin(window[:, SHAPE], (2, 3, 6)), SHAPE] = 1
    elif p < 0.10:
        window = window[~np.isin(window[:, ID], list(QUOTE_IDS))].copy()
        window[:, QUOTE] = 0
    elif p < 0.16:
        window = window.copy()
        for a, b in QUOTE_IDS.items():
            window[window[:, ID] == a, ID] = b
    return window


def epoch_windows(docs, seed, epoch):
    """The windows of one epoch: packed from another first paragraph each time, in batches of similar length, shuffled."""
    rng = random.Random(f"{seed}/{epoch}")
    out = []
    for paragraphs, attributions, soft in docs:
        at = 0
        for w in pack(paragraphs, rng.randrange(16, MAX_PIECES + 1)):
            n = int((w[:, START] >= 0).sum())
            s = soft[at:at + n] if soft is not None else None
            at += n
            v = vary(w, rng)
            if s is not None and len(v) != len(w):
                s = s[np.isin(w[w[:, START] >= 0, START], v[:, START])]
            out.append((v, targets(v, attributions), s))
    return out, rng


def batches(windows, rng, room):
    order = list(range(len(windows)))
    rng.shuffle(order)
    out = []
    for i in range(0, len(order), 200):
        group, now = sorted(order[i:i + 200], key=lambda j: len(windows[j][0])), []
        for j in group:
            if now and (len(now) + 1) * len(windows[j][0]) > room:
                out.append(now)
                now = []
            now.append(j)
        if now:
            out.append(now)
    rng.shuffle(out)
    return out


def columns(windows, kind):
    t = max(len(w) for w in windows)
    x = torch.zeros(len(windows), t, 5, dtype=torch.long)
    mask = torch.zeros(len(windows), t)
    for k, w in enumerate(windows):
        x[k, :len(w)] = torch.as_tensor(w[:, :5].astype(np.int64))
        mask[k, :len(w)] = 1
    if kind == "mpnet":
        ids = x[..., 0]
        x[..., 0] = torch.where(ids == CLS, 0, torch.where(ids == SEP, 2, ids + 4))
        x[..., 0][mask == 0] = 1
    return x, mask


def act_documents(path, tok):
    """Documents with acts: windows for each, with the label of each piece and the pieces and measures of each act."""
    with open(path, encoding="utf-8") as f:
        docs = [json.loads(line) for line in f]
    kinds = sorted({a["act"] for d in docs for a in d["acts"]})
    measures = {m: k + 1 for k, m in enumerate(sorted({m["id"] for d in docs for a in d["acts"] for m in a["measures"]}))}
    assert len(kinds) <= N_ACTS and len(measures) < N_MEASURES
    out = []
    for d in docs:
        for w in pack(rows(d["document"]["text"], tok)):
            labels, acts = np.zeros(len(w), np.int64), []
            for a in d["acts"]:
                inside = np.zeros(len(w), bool)
                for start, end in a["quote"]:
                    inside |= (w[:, START] >= start) & (w[:, START] < end)
                pieces = np.flatnonzero(inside)
                if len(pieces) == 0:
                    continue
                acts.append((pieces, [measures[m["id"]] for m in a["measures"]] or [0]))
                if not labels[pieces].any():
                    labels[pieces] = 2 + 2 * kinds.index(a["act"])
                    labels[pieces[0]] -= 1
            out.append((w, labels, acts))
    return out


def act_loss(model, chosen, kind):
    """How ill the encoder's vectors tell where an act stands, which, and on what measure."""
    device = model.word.weight.device
    x, mask = columns([w for w, _, _ in chosen], kind)
    vectors = model.encode(x.to(device), mask.to(device))
    labels = torch.full(mask.shape, -1, dtype=torch.long)
    pooled, wanted = [], []
    for k, (w, lab, acts) in enumerate(chosen):
        labels[k, :len(w)] = torch.as_tensor(np.where(w[:, START] >= 0, lab, -1))
        for pieces, measures in acts:
            pooled.append(vectors[k, torch.as_tensor(pieces, device=device)].mean(0))
            wanted.append(measures)
    loss = F.cross_entropy(model.act(vectors).float().flatten(0, 1), labels.flatten().to(device), ignore_index=-1)
    if pooled:
        scores = F.log_softmax(model.measure(torch.stack(pooled)).float(), -1)
        loss = loss - 0.1 * torch.stack([torch.logsumexp(s[torch.as_tensor(m, device=device)], 0) for s, m in zip(scores, wanted)]).mean()
    return loss


def tensor(chosen, kind):
    """A batch; the last two are the pieces that the teacher labels and its scores for them, `None` where it labels none."""
    x, mask = columns([w for w, _, _ in chosen], kind)
    b, t = mask.shape
    labels = torch.zeros(b, t, dtype=torch.long)
    real = torch.zeros(b, t, dtype=torch.bool)
    pointers = torch.full((3, b, t), -1, dtype=torch.long)
    taught, soft = torch.zeros(b, t, dtype=torch.bool), []
    for k, (w, (lab, *point), s) in enumerate(chosen):
        n = len(w)
        labels[k, :n] = torch.as_tensor(lab)
        real[k, :n] = torch.as_tensor(w[:, START] >= 0)
        for p in range(3):
            pointers[p, k, :n] = torch.as_tensor(point[p])
        if s is not None:
            taught[k] = real[k]
            soft.append(torch.as_tensor(s.astype(np.float32)))
    return x, mask, labels, real, pointers, taught, torch.cat(soft) if soft else None


def scores_of(model, windows, kind, amp, batch=16):
    """Label scores and pointer scores of each window, as numpy, without padding."""
    device = model.word.weight.device
    with torch.inference_mode(), torch.autocast(device.type, torch.bfloat16, enabled=amp):
        for i in range(0, len(windows), batch):
            group = windows[i:i + batch]
            lab, point = model(*(c.to(device) for c in columns(group, kind)))
            lab, point = lab.cpu(), [p.cpu() for p in point]
            for k, w in enumerate(group):
                n = len(w)
                yield w, lab[k, :n].numpy(), [p[k, :n, :n].numpy() for p in point]


def predict(model, docs, kind, amp, tok):
    edges = model.edges().detach().cpu().numpy()
    out = []
    for d in docs:
        found = []
        for w, lab, point in scores_of(model, pack(rows(d["text"], tok)), kind, amp):
            found += decode(w, lab, point, edges)
        out.append({"id": d["id"], "attributions": found})
    return out


def figures(docs, predicted, scorer):
    if scorer is None:
        return {}
    spec = importlib.util.spec_from_file_location("scorer", scorer)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    s = module.score({d["id"]: d for d in docs}, {p["id"]: p for p in predicted})
    return {
        "attribution": s["attribution_iou50"], "content": s["content_iou50"]["f1"],
        "exact": [s[r]["exact"]["f1"] for r in ("source", "cue", "content")],
    }


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--polnear", required=True)
    ap.add_argument("--encoder", required=True, help="folder with model.safetensors and tokenizer.json")
    ap.add_argument("--tokenizer", help="tokenizer.json of MiniLM, where --encoder is another's")
    ap.add_argument("--out", required=True)
    ap.add_argument("--start", help="an epochN.pt to start from; of fewer layers, each starts as one of its")
    ap.add_argument("--examples", help="further documents with their attributions; several files joined by commas")
    ap.add_argument("--acts", help="reports with their acts, made by `cargo run -p trainer -- acts`: a second thing to learn")
    ap.add_argument("--times", type=int, default=2, help="how often an epoch holds the examples")
    ap.add_argument("--kind", default="minilm", choices=["minilm", "mpnet"])
    ap.add_argument("--epochs", type=float, default=8)
    ap.add_argument("--share", type=float, default=1.0, help="share of the training documents, for the learning curve")
    ap.add_argument("--rate", type=float, default=2e-4)
    ap.add_argument("--room", type=int, default=1536, help="pieces a batch")
    ap.add_argument("--dropout", type=float, default=0.1)
    ap.add_argument("--layers", type=int, help="fewer layers than the encoder has, for a faster tagger")
    ap.add_argument("--teacher", help="soft labels made by soften.py; several files joined by commas")
    ap.add_argument("--soft", type=float, default=1.0, help="weight of the teacher's labels")
    ap.add_argument("--label", type=float, default=2.5, help="weight of the labels' loss; the pointers' are 0.3, 0.3 and 0.15")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--no-bf16", action="store_true")
    ap.add_argument("--device", default="cpu", choices=["cpu", "cuda"])
    ap.add_argument("--scorer", help="score_attribution.py, for the figures on dev after each epoch")
    args = ap.parse_args()
    os.makedirs(args.out, exist_ok=True)
    torch.manual_seed(args.seed)
    if args.device == "cuda":
        os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
        torch.use_deterministic_algorithms(True, warn_only=True)
    amp = not args.no_bf16

    tok = tokenizer(args.tokenizer or os.path.join(args.encoder, "tokenizer.json"))
    train, dev = documents(args.polnear, "train"), documents(args.polnear, "dev")
    if args.share < 1:
        train = sorted(random.Random(args.seed).sample(train, round(args.share * len(train))), key=lambda d: d["id"])
    soft = {k: v for path in args.teacher.split(",") for k, v in np.load(path).items()} if args.teacher else None
    docs = [(rows(d["text"], tok), d["attributions"], soft[d["id"]] if soft is not None else None) for d in train]
    if args.examples:
        own = []
        for path in args.examples.split(","):
            with open(path, encoding="utf-8") as f:
                own += [json.loads(line) for line in f]
        docs += args.times * [(rows(d["text"], tok), d["attributions"], None) for d in own]
    pieces = sum(len(p) for d in docs for p in d[0])
    total = pieces * args.epochs
    print(f"{len(docs)} documents, {pieces} pieces", flush=True)

    acts = act_documents(args.acts, tok) if args.acts else None
    model = Tagger(args.kind, args.dropout, args.layers)
    if args.start:
        model.load_trained(args.start)
    else:
        model.load_pretrained(args.encoder)
    model.word.weight.requires_grad = False
    model.to(args.device)
    new = [p for n, p in model.named_parameters() if n.split(".")[0] in NEW]
    old = [p for n, p in model.named_parameters()
           if p.requires_grad and n.split(".")[0] not in (*NEW, "transition")]
    optimiser = torch.optim.AdamW(
        [{"params": old, "base": args.rate}, {"params": new, "base": 1e-3}, {"params": [model.transition], "base": 1e-2}],
        lr=args.rate, weight_decay=0.01, fused=True)
    mean = {n: p.detach().clone() for n, p in model.named_parameters() if p.requires_grad}

    epoch, done, seen, step = 0, 0, 0, 0
    last = os.path.join(args.out, "last.pt")
    if os.path.exists(last):
        c = torch.load(last, weights_only=False, map_location=args.device)
        model.load_state_dict(c["model"])
        optimiser.load_state_dict(c["optimiser"])
        mean = c["mean"]
        epoch, done, seen, step = c["epoch"], c["done"], c["seen"], c["step"]
        torch.set_rng_state(c["rng"].cpu())
        print(f"resumed at epoch {epoch}, batch {done}", flush=True)

    def save():
        torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "mean": mean, "epoch": epoch,
                    "done": done, "seen": seen, "step": step, "rng": torch.get_rng_state()}, last + ".new")
        os.replace(last + ".new", last)

    def averaged():
        m = Tagger(args.kind, layers=args.layers)
        state = {**model.state_dict(), **mean}
        m.load_state_dict(state)
        return m.eval().to(args.device)

    # A run of few steps, for the learning curve, must not be over before the rate is up.
    warm = min(100, 0.1 * total / args.room)
    model.train()
    saved, began, cpu, since = time.time(), time.time(), time.process_time(), seen
    sums, n, told = torch.zeros(5, device=args.device), 0, torch.zeros(2, device=args.device)
    moving = [(mean[n], p) for n, p in model.named_parameters() if n in mean]
    while seen < total:
        windows, rng = epoch_windows(docs, args.seed, epoch)
        plan = batches(windows, rng, args.room)
        for at in range(done, len(plan)):
            if seen >= total:
                break
            fade = min(1, (step + 1) / warm) * max(0.01, 1 - seen / total)
            for g in optimiser.param_groups:
                g["lr"] = g["base"] * fade
            x, mask, labels, real, pointers, taught, teacher = tensor([windows[j] for j in plan[at]], args.kind)
            x, mask, labels, real, pointers, taught = (c.to(args.device) for c in (x, mask, labels, real, pointers, taught))
            teacher = teacher.to(args.device) if teacher is not None else None
            with torch.autocast(args.device, torch.bfloat16, enabled=amp):
                lab, point = model(x, mask)
            parts = [crf_loss(constrain(lab, real), labels, real, model.edges())]
            parts += [pointer_loss(p, t, mask) for p, t in zip(point, pointers)]
            if teacher is not None:
                parts.append(F.kl_div(F.log_softmax(lab[taught], -1), F.log_softmax(teacher, -1),
                                      log_target=True, reduction="batchmean"))
            loss = args.label * parts[0] + 0.3 * (parts[1] + parts[2]) + 0.15 * parts[3] + sum(args.soft * p for p in parts[4:])
            optimiser.zero_grad()
            loss.backward()
            if acts and step % 4 == 0:
                some = random.Random(f"{args.seed}/acts/{step}").sample(acts, 8)
                with torch.autocast(args.device, torch.bfloat16, enabled=amp):
                    extra = act_loss(model, some, args.kind)
                (0.5 * extra).backward()
                told += torch.stack([extra.detach(), torch.ones_like(extra)])
            torch.nn.utils.clip_grad_norm_(old + new, 1.0)
            optimiser.step()
            step += 1
            seen += sum(int((windows[j][0][:, START] >= 0).sum()) for j in plan[at])
            # The mean over about the last 250 steps, early on over the last tenth of them.
            if step % 5 == 0:
                with torch.no_grad():
                    torch._foreach_lerp_([m for m, _ in moving], [p for _, p in moving], max(0.02, min(1.0, 50 / step)))
            sums[:len(parts)] += torch.stack([p.detach() for p in parts])
            n += 1
            if step % 50 == 0:
                w, c = time.time() - began, time.process_time() - cpu
                print(f"epoch {epoch} step {step} {100 * seen / total:.1f} %: loss " + " ".join(f"{v / n:.4f}" for v in sums.tolist())
                      + f"; {w:.0f} s, {(seen - since) / w:.0f} pieces/s, {(seen - since) / c:.0f} a CPU second", flush=True)
                if told[1]:
                    print(f"  acts {told[0] / told[1]:.4f}", flush=True)
                sums.zero_(), told.zero_()
                n = 0
            if time.time() - saved > 600:
                done, saved = at + 1, time.time()
                save()
        epoch, done, saved = epoch + 1, 0, time.time()
        save()
        m = averaged()
        torch.save({k: v.cpu() for k, v in m.state_dict().items()}, os.path.join(args.out, f"epoch{epoch}.pt"))
        predicted = predict(m, dev, args.kind, amp, tok)
        with open(os.path.join(args.out, f"dev{epoch}.jsonl"), "w", encoding="utf-8") as f:
            f.writelines(json.dumps(p) + "\n" for p in predicted)
        print(f"epoch {epoch} dev: {figures(dev, predicted, args.scorer)}", flush=True)


if __name__ == "__main__":
    main()
