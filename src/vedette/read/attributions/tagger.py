"""The tagger: a small trained encoder that marks cues, and for each cue its source and what is said."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from vedette.read.attributions.drafts import Draft, joined, trimmed, without
from vedette.read.attributions.features import POS_TAGS, Words, windows
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
            vectors, tags = self._read(words, first, last)
            cues = whole_cues(words, cue_spans(tags, first), last)
            if cues:
                roles = self._judge(words, vectors, cues, first, last)
                found.extend(drafts_from(words, text, cues, roles, first))
        return tuple(found)

    def _read(self, words: Words, first: int, last: int) -> tuple[Floats, Floats]:
        pieces = words.pieces[first:last]
        sizes = np.array([len(p) for p in pieces], dtype=np.int64)
        ids = [self.alphabet.ids[CLS], *(i for p in pieces for i in p), self.alphabet.ids[SEP]]
        inputs = {
            name: np.concatenate([[0], np.repeat(getattr(words, name)[first:last], sizes), [0]])[None]
            for name in ("pos", "dep", "quote", "shape")
        }
        starts = np.concatenate([[1], 1 + np.cumsum(sizes)[:-1]]).astype(np.int64)
        vectors, tags = self.reader.run(ids=np.array([ids], dtype=np.int64), first=starts, **inputs)
        return vectors, tags

    def _judge(self, words: Words, vectors: Floats, cues: list[tuple[int, int]], first: int, last: int) -> Floats:
        weights = np.zeros((len(cues), last - first), dtype=np.float32)
        for n, (a, b) in enumerate(cues):
            weights[n, a - first : b - first] = 1 / (b - a)
        near = [relations(words, cue, first, last) for cue in cues]
        rel, mine, theirs, sent = (np.stack([row[k] for row in near]) for k in range(4))
        (roles,) = self.judge.run(h=vectors, cues=weights, rel=rel, mine=mine, theirs=theirs, sent=sent)
        return roles


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
    holds = np.array([[bool(row[a:b].all()) for a, b in cues] for row in said])
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
    at = np.flatnonzero(chosen)
    if not len(at):
        return []
    cuts = np.flatnonzero(np.diff(at) > _HOLE) + 1
    return [(int(part[0]), int(part[-1]) + 1) for part in np.split(at, cuts)]


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
        return Tagger(load_graph(reader), load_graph(judge), load_wordpieces())
