"""Word pieces: the alphabet in which the encoder reads words (lower case, without accents)."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

UNKNOWN = "[UNK]"
CLS = "[CLS]"
SEP = "[SEP]"
_LONGEST = 40
_MOST_KNOWN = 100_000


@dataclass(frozen=True, slots=True)
class WordPieces:
    """A vocabulary of word pieces and the rule that cuts a word into them (longest match from the left).

    `known` only remembers words that were cut before.
    """

    ids: Mapping[str, int]
    known: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)

    def cut(self, word: str) -> tuple[int, ...]:
        """The ids of one word; never empty: what cannot be cut is one unknown piece."""
        found = self.known.get(word)
        if found is None:
            if len(self.known) >= _MOST_KNOWN:
                self.known.clear()
            found = self.known[word] = self._cut(word)
        return found

    def _cut(self, word: str) -> tuple[int, ...]:
        found: list[int] = []
        for part in _parts(word):
            found.extend(self._greedy(part))
        return tuple(found) or (self.ids[UNKNOWN],)

    def _greedy(self, part: str) -> list[int]:
        found: list[int] = []
        start = 0
        while start < len(part):
            end = min(len(part), start + _LONGEST)
            prefix = "##" if start else ""
            while end > start and prefix + part[start:end] not in self.ids:
                end -= 1
            if end == start or start > 4 * _LONGEST:
                return [self.ids[UNKNOWN]]
            found.append(self.ids[prefix + part[start:end]])
            start = end
        return found


def _parts(word: str) -> list[str]:
    """One word in lower case without accents, cut at its punctuation."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
    if plain.isalnum():
        return [plain]
    spaced = "".join(c if c.isalnum() else " " if _is_blank(c) else f" {c} " for c in plain)
    return spaced.split()


def _is_blank(char: str) -> bool:
    return char.isspace() or unicodedata.category(char)[0] == "C"


@cache
def load_wordpieces() -> WordPieces:
    """The vocabulary that belongs to the shipped encoders, one piece a line, its number the line's."""
    lines = (files(__package__) / "data" / "wordpieces.txt").read_text(encoding="utf-8").split("\n")
    pieces = [line for line in lines if line and not line.startswith("# ")]
    return WordPieces({piece: number for number, piece in enumerate(pieces)})
