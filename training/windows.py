"""A text as rows of word pieces with their features, and rows packed into windows of whole paragraphs.

The Rust crate `tagger` does the same in `windows/`; `fixture.py` writes what its tests compare against. Change both or none.
"""

import functools
import re

import numpy as np
from tokenizers import Tokenizer

MAX_PIECES = 192
CLS, SEP = 101, 102
# What Unicode calls White_Space; Python's str.isspace adds four control characters that Rust's is_whitespace does not.
WHITE = set("\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") | {chr(c) for c in range(0x2000, 0x200B)}
OPENING, CLOSING, STRAIGHT = "“«„", "”»", '"'
# Columns of a piece: id, case shape, quotation, speaker, place, byte start, byte end.
ID, SHAPE, QUOTE, SPEAKER, PLACE, START, END = range(7)
N_SHAPES, N_QUOTES, N_SPEAKERS, N_PLACES = 8, 4, 4, 8


@functools.cache
def tokenizer(path):
    """The WordPiece tokenizer of an encoder, without truncation or padding."""
    t = Tokenizer.from_file(path)
    t.no_truncation()
    t.no_padding()
    return t


def shape(word):
    """1 lower case, 2 Capitalised, 3 CAPITALS, 4 number, 5 neither letter nor number, 6 mIXed."""
    if not word or not (word[0].isalpha() or word[0].isnumeric()):
        return 5
    if word[0].isnumeric():
        return 4
    upper = sum(c.isupper() for c in word)
    if upper == 0:
        return 1
    if upper == 1 and word[0].isupper():
        return 2
    return 3 if not any(c.islower() for c in word) else 6


def word_shapes(text):
    """The shape of the word (run of letters and numbers) each character stands in."""
    shapes, i = [5] * len(text), 0
    while i < len(text):
        j = i
        while j < len(text) and text[j].isalnum():
            j += 1
        if j > i:
            shapes[i:j] = [shape(text[i:j])] * (j - i)
            i = j
        else:
            i += 1
    return shapes


def quotations(text, carried):
    """For each character 0 outside, 1 inside a quotation that is closed in the paragraph, 2 inside one that is not,
    3 outside, in a paragraph that follows an unclosed quotation. Second value: does the paragraph end inside one?"""
    out = 3 if carried else 0
    flags, inside, since = [], False, 0
    for i, c in enumerate(text):
        if c in OPENING or (c == STRAIGHT and not inside):
            if not inside:
                since = i
            inside = True
            flags.append(1)
        elif c in CLOSING or c == STRAIGHT:
            flags.append(1 if inside else out)
            inside = False
        else:
            flags.append(1 if inside else out)
    if inside:
        flags[since:] = [2] * (len(flags) - since)
    return flags, inside


def label_end(text):
    """Where a speaker label (`MODERATOR:`, `President Dessa:`, `Q `) at the head of the paragraph ends, in characters; else 0."""
    if text.startswith(("Q ", "A ", "Q: ", "A: ", "Q. ", "A. ")) and len(text) > 3:
        return text.index(" ")
    colon = text.find(":", 0, 60)
    if colon <= 0 or colon + 1 >= len(text) or text[colon + 1] not in WHITE:
        return 0
    words = text[:colon].split()
    if not 0 < len(words) <= 6:
        return 0
    for w in words:
        c = w[1:2] if w[0] in "([" else w[0]
        if not (c and c.isupper() or w in ("of", "the", "for", "and", "de", "al")):
            return 0
    return colon + 1


def place(index):
    """Bucket of the number of a paragraph in its document: 1 the first (often the title), 2, 3, 4 to 5, 6 to 10, 11 to 20, 21 on."""
    return 1 + sum(index >= n for n in (1, 2, 3, 5, 10, 20))


def rows(text, tok):
    """One array [pieces, 7] for each paragraph (or part of one longer than a window)."""
    starts = [0]
    for c in text:
        starts.append(starts[-1] + len(c.encode("utf-8", "surrogatepass")))
    spans = [m.span() for m in re.finditer(r"[^\n]+", text) if any(c not in WHITE for c in m.group())]
    encoded = tok.encode_batch([text[s:e] for s, e in spans], add_special_tokens=False)
    out, carried, label = [], False, 0
    for index, ((s, e), enc) in enumerate(zip(spans, encoded)):
        body = text[s:e]
        shapes = word_shapes(body)
        flags, carried = quotations(body, carried)
        label = label_end(body)
        where = place(index)
        row = [
            (i, shapes[a], flags[a], 0 if not label else 1 if a < label else 2, where, starts[s + a], starts[s + z])
            for i, (a, z) in zip(enc.ids, enc.offsets)
        ]
        if row:
            out.extend(parts(np.array(row, dtype=np.int32), body))
    return out


def parts(row, body):
    """A paragraph in parts that fit a window, cut after the last sentence end that fits, else where it is full."""
    room = MAX_PIECES - 2
    while len(row) > room:
        ends = [k for k in range(1, room + 1) if sentence_end(row, k)]
        cut = ends[-1] if ends else room
        yield row[:cut]
        row = row[cut:]
    yield row


STOPS = (1012, 999, 1029)  # . ! ?
CLOSERS = (1000, 1524, 1005, 1521, 1007)  # closing marks that may stand between a stop and the next sentence: " ” ' )


def sentence_end(row, k):
    """Does piece k (not the first) begin a sentence? A capital or a quotation after a stop and white space."""
    if row[k, START] == row[k - 1, END] or row[k, SHAPE] not in (2, 3, 5):
        return False
    j = k - 1
    while j > 0 and row[j, ID] in CLOSERS:
        j -= 1
    return row[j, ID] in STOPS


def edge(piece):
    return np.array([[piece, 0, 0, 0, 0, -1, -1]], dtype=np.int32)


def pack(paragraphs, first=MAX_PIECES):
    """Windows [pieces, 7] of whole paragraphs: [CLS] p [SEP] p [SEP] ...; `first` is the room of the first window."""
    out, now, size, room = [], [], 1, first
    for p in paragraphs:
        if now and size + len(p) + 1 > room:
            out.append(np.concatenate([edge(CLS), *now]))
            now, size, room = [], 1, MAX_PIECES
        now += [p, edge(SEP)]
        size += len(p) + 1
    if now:
        out.append(np.concatenate([edge(CLS), *now]))
    return out
