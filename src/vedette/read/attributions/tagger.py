"""The tagger: a small trained encoder that marks cues, and for each cue its source and what is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vedette.read.attributions.drafts import Draft, joined, trimmed, without
from vedette.read.attributions.features import DEPS, POS_TAGS, SHAPES, Words, windows
from vedette.read.attributions.pairs import relations
from vedette.read.encoder import CLS, SEP, Graph, WordPieces, load_graph, load_wordpieces
from vedette.record import Span

Floats = NDArray[np.float32]
CUE_FROM = 0.4
_SAID, _SPEAKS = 2, 1
_HOLE = 2
_HELP = 4
_AUX, _PART, _VERB = (POS_TAGS.index(tag) + 1 for tag in ("AUX", "PART", "VERB"))
_CRUMB = 2
_UNFUSED = ("SkipLayerNormFusion",)
_EDGES = " \t\r\n\u00a0,;:–—-"


@dataclass(frozen=True, slots=True)
class Tagger:
    """The two loaded networks: the reader of words, and the judge of each word against each cue."""

    reader: Graph
    judge: Graph
    alphabet: WordPieces

    def drafts(self, words: Words, text: str) -> tuple[Draft, ...]:
        """The attributions that the network sees, window by window."""
        found: list[Draft] = []
        for first, last in windows(words):
            sides, tags = self._read(words, first, last)
            cues = whole_cues(words, cue_spans(tags, first), last)
            if cues:
                roles = self._judge(words, sides, cues, first, last)
                found.extend(drafts_from(words, text, cues, roles, first))
        return tuple(found)

    def _read(self, words: Words, first: int, last: int) -> tuple[Floats, Floats]:
        sides, tags = self.reader.run(**window_of(words, first, last, self.alphabet))
        return sides, tags

    def _judge(self, words: Words, sides: Floats, cues: list[tuple[int, int]], first: int, last: int) -> Floats:
        rel, mine, theirs, sent = relations(words, cues, first, last)
        weights = cue_weights(cues, first, last)
        (roles,) = self.judge.run(sides=sides, cues=weights, rel=rel, mine=mine, theirs=theirs, sent=sent)
        return roles


def window_of(words: Words, first: int, last: int, alphabet: WordPieces) -> dict[str, NDArray[Any]]:
    """What the reader is given of a stretch, word by word between an opening and a closing mark: (1, words + 2) each.

    `ids` is the first piece of each word; `more` are the further pieces and `at` the words that they belong to; `share`
    is one by the number of pieces; `head` is the word on which a word hangs (0, the opening mark, where none is here).
    """
    pieces = words.pieces[first:last]
    more = [(n, piece) for n, found in enumerate(pieces, 1) if len(found) > 1 for piece in found[1:]]
    head = words.head[first:last] - first + 1
    features = {
        "share": 1 / np.array([len(found) for found in pieces], dtype=np.float32),
        "grammar": words.pos[first:last] * (len(DEPS) + 1) + words.dep[first:last],
        "form": words.quote[first:last] * SHAPES + words.shape[first:last],
        "head": np.where((head > 0) & (head <= last - first) & (words.head[first:last] >= 0), head, 0),
    }
    marks = alphabet.ids[CLS], alphabet.ids[SEP]
    return {
        "ids": np.array([[marks[0], *[found[0] for found in pieces], marks[1]]], dtype=np.int64),
        "more": np.array([piece for _, piece in more], dtype=np.int64),
        "at": np.array([n for n, _ in more], dtype=np.int64),
        **{name: _between(values, mark=int(name == "share")) for name, values in features.items()},
    }


def _between(values: NDArray[Any], *, mark: int) -> NDArray[Any]:
    """The values of words with those of the opening and the closing mark around them."""
    found = np.full((1, len(values) + 2), mark, dtype=values.dtype)
    found[0, 1:-1] = values
    return found


def cue_weights(cues: Sequence[tuple[int, int]], first: int, last: int) -> Floats:
    """The share of each word in each cue: (cues, words)."""
    weights = np.zeros((len(cues), last - first), dtype=np.float32)
    for n, (a, b) in enumerate(cues):
        weights[n, a - first : b - first] = 1 / (b - a)
    return weights


def cue_spans(tags: Floats, first: int) -> list[tuple[int, int]]:
    """Cue words as stretches of words: a beginning that is likely enough, and the words that go on with it."""
    found: list[tuple[int, int]] = []
    begins, inside = tags[:, 1], tags[:, 2]
    for i in range(len(tags)):
        if begins[i] >= CUE_FROM:
            end = i + 1
            while end < len(tags) and inside[end] > max(tags[end, 0], begins[end]):
                end += 1
            found.append((first + i, first + end))
    return found


def whole_cues(words: Words, cues: list[tuple[int, int]], last: int) -> list[tuple[int, int]]:
    """A cue of helping verbs only (has, did not) goes on to the verb that they help, where it stands close by."""
    taken = {i for a, b in cues for i in range(a, b)}
    found: list[tuple[int, int]] = []
    for a, b in cues:
        verb = int(words.head[b - 1])
        helping = all(words.pos[i] in (_AUX, _PART) for i in range(a, b))
        near = b <= verb < min(last, b + _HELP) and words.pos[verb] == _VERB
        if helping and near and not taken & set(range(b, verb + 1)):
            found.append((a, verb + 1))
        else:
            found.append((a, b))
    return found


def drafts_from(words: Words, text: str, cues: list[tuple[int, int]], roles: Floats, first: int) -> list[Draft]:
    """The attributions of one window, from the role of each word for each cue."""
    said = shared_out(roles, [(a - first, b - first) for a, b in cues])
    made = (_draft(words, text, cue, role, own, first) for cue, role, own in zip(cues, roles, said, strict=True))
    return [draft for draft in made if draft is not None]


def shared_out(roles: Floats, cues: list[tuple[int, int]]) -> NDArray[np.bool_]:
    """Who says each word: one speaker only, the likelier one, except where one speaker quotes the other."""
    said: NDArray[np.bool_] = roles.argmax(axis=2) == _SAID
    for n, (a, b) in enumerate(cues):
        said[n, a:b] = False
    counts = np.pad(said.cumsum(axis=1), ((0, 0), (1, 0)))
    begins, ends = np.array(cues).T
    holds = counts[:, ends] - counts[:, begins] == ends - begins
    strength = np.where(said, roles[:, :, _SAID], 0)
    kept = said.copy()
    for n in range(len(cues)):
        rivals = ~(holds[n] | holds[:, n])
        rivals[n] = False
        if rivals.any():
            kept[n] &= strength[n] >= strength[rivals].max(axis=0)
    return kept


def _draft(
    words: Words, text: str, cue: tuple[int, int], roles: Floats, own: NDArray[np.bool_], first: int
) -> Draft | None:
    """One cue's attribution, or None when nothing is said with it."""
    said = _without_crumbs(_runs(own))
    if not said:
        return None
    speaks = _runs(roles.argmax(axis=1) == _SPEAKS)
    spans = [Span(int(words.start[first + a]), int(words.end[first + b - 1])) for a, b in said]
    source: tuple[Span, ...] = ()
    if speaks:
        a, b = max(speaks, key=lambda run: float(roles[run[0] : run[1], _SPEAKS].sum()))
        source = (Span(int(words.start[first + a]), int(words.end[first + b - 1])),)
    cue_span = Span(int(words.start[cue[0]]), int(words.end[cue[1] - 1]))
    content = without(joined(spans, text), [cue_span, *source])
    whole = tuple(t for span in content for t in [trimmed(span, text, _EDGES)] if t is not None)
    return Draft(source=source, cue=cue_span, content=whole, rule="tagger") if whole else None


def _runs(chosen: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Unbroken runs of chosen words, small holes closed."""
    found: list[tuple[int, int]] = []
    for word in np.flatnonzero(chosen).tolist():
        if found and word < found[-1][1] + _HOLE:
            found[-1] = found[-1][0], word + 1
        else:
            found.append((word, word + 1))
    return found


def _without_crumbs(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The runs without single words far from a long one."""
    longest = max((b - a for a, b in runs), default=0)
    return [(a, b) for a, b in runs if b - a > _CRUMB or longest <= 2 * _CRUMB]


@cache
def load_tagger() -> Tagger | None:
    """The shipped networks; None when they are not installed."""
    data = files(__package__) / "data"
    if not (data / "encoder.onnx").is_file():
        return None
    with as_file(data / "encoder.onnx") as reader, as_file(data / "roles.onnx") as judge:
        return Tagger(load_graph(reader, unfused=_UNFUSED), load_graph(judge), load_wordpieces())
