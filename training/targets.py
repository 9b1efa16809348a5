"""What the tagger is to say about a window: labels, and pointers from content to cue, cue to source, content to source."""

import numpy as np

from windows import END, START

LABELS = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"]
BEGIN = {"source": 1, "cue": 3, "content": 5}


def targets(window, attributions):
    """labels [n], content -> cue [n], cue -> source [n], content -> source [n].

    A pointer is the place of the first piece it points to; a cue or content without a source points to itself; -1 is
    not trained (no cue in the window, or not a piece of that role).
    """
    start, end = window[:, START], window[:, END]
    n = len(window)
    labels = np.zeros(n, np.int64)
    to_cue, to_source, content_source = (np.full(n, -1, np.int64) for _ in range(3))

    def pieces(span):
        lo = np.searchsorted(ends, span[0], side="right")
        hi = np.searchsorted(begins, span[1], side="left")
        return real[lo:hi]

    real = np.nonzero(start >= 0)[0]
    begins, ends = start[real], end[real]
    if not len(real):
        return labels, to_cue, to_source, content_source
    low, high = begins[0], ends[-1]
    for a in attributions:
        if not any(s < high and e > low for r in ("source", "cue", "content") for s, e in a[r]):
            continue
        first = {}
        mine = []
        for role in ("cue", "source", "content"):
            for span in a[role]:
                free = [k for k in pieces(span) if labels[k] == 0 or (role == "source" and labels[k] in (1, 2))]
                if not free:
                    continue
                # A span that another role interrupts begins anew after it.
                for before, k in zip([-2, *free], free):
                    if labels[k] == 0:
                        labels[k] = BEGIN[role] + (before == k - 1)
                first.setdefault(role, free[0])
                if role == "content":
                    mine += free
        cue, source = first.get("cue"), first.get("source")
        if cue is not None:
            to_source[cue] = source if source is not None else (-1 if a["source"] else cue)
            to_cue[mine] = cue
        if mine:
            if source is not None:
                content_source[mine] = source
            elif not a["source"]:
                content_source[mine] = mine
    return labels, to_cue, to_source, content_source
