"""Attacks on a regular expression, made from its own parse: each repetition is fed what it repeats, then refused."""

import math
import re
import time
from collections.abc import Iterator
from itertools import islice
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]

_MANY = 12
"""A repetition that may go on longer than this is worth an attack."""
_MOST = 40
_REFUSED = "\x00"
_STEPS = (16, 20, 25, 31, 39, 49, 61, 96, 160, 256)
"""Lengths at which no expression may take longer than `_AT_ONCE` seconds."""
_AT_ONCE = 0.1
_TRIED = "aA1 .,-'’(\n_:;/é"


def attacks(pattern: str, flags: int) -> Iterator[tuple[str, str]]:
    """Beginnings with what is repeated after them, without doubles."""
    tree = _parser.parse(pattern, flags)
    found = list(_of(tree, ""))
    plain = [("", unit) for unit in ("a", "A ", " ", "\n")] if found else []
    yield from islice(dict.fromkeys([*plain, *found]), _MOST)


def _of(tree: object, before: str) -> Iterator[tuple[str, str]]:
    """The attacks on one sequence, of which `before` stands in front."""
    for code, value in tree:  # type: ignore[attr-defined]
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            _, most, body = value
            if most > _MANY:
                units = dict.fromkeys([_sample(body), *_samples(body)])
                yield from ((before, unit) for unit in units if unit)
                yield from (("", before + unit) for unit in units if before)
            yield from _of(body, before)
        elif code is codes.BRANCH:
            for branch in value[1][:6]:
                yield from _of(branch, before)
        elif code is codes.SUBPATTERN:
            yield from _of(value[3], before)
        elif code in (codes.ASSERT, codes.ASSERT_NOT):
            yield from _of(value[1], before)
        before += _sample([(code, value)])


def _samples(body: object) -> Iterator[str]:
    """Single characters that a repeated set takes, of several kinds: repetitions beside each other may share one."""
    if len(body) == 1:  # type: ignore[arg-type]
        code, value = body[0]  # type: ignore[index]
        if code is codes.SUBPATTERN:
            yield from _samples(value[3])
        if code is codes.BRANCH:
            yield from (_sample(branch) for branch in value[1][:6])
        if code in (codes.IN, codes.ANY, codes.NOT_LITERAL):
            yield from (letter for letter in _TRIED if _takes(code, value, letter))


def _sample(tree: object) -> str:
    """A text that the sequence takes (as far as can be seen without trying)."""
    made = ""
    for code, value in tree:  # type: ignore[attr-defined]
        if code is codes.LITERAL:
            made += chr(value)
        elif code in (codes.IN, codes.ANY, codes.NOT_LITERAL):
            made += next((letter for letter in _TRIED if _takes(code, value, letter)), _first(value))
        elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            made += _sample(value[2]) * max(1 if value[1] else 0, min(value[0], 40))
        elif code is codes.BRANCH:
            made += _sample(value[1][0])
        elif code is codes.SUBPATTERN:
            made += _sample(value[3])
        elif code is codes.ATOMIC_GROUP:
            made += _sample(value)
    return made


def _takes(code: object, value: object, letter: str) -> bool:
    if code is codes.ANY:
        return letter != "\n"
    if code is codes.NOT_LITERAL:
        return ord(letter) != value
    inside, negated = False, False
    for kind, member in value:  # type: ignore[attr-defined]
        if kind is codes.NEGATE:
            negated = True
        elif kind is codes.LITERAL:
            inside |= ord(letter) == member
        elif kind is codes.RANGE:
            inside |= member[0] <= ord(letter) <= member[1]
        elif kind is codes.CATEGORY:
            inside |= re.match(_NAMED[member], letter) is not None
    return inside != negated


_NAMED = {
    codes.CATEGORY_DIGIT: r"\d",
    codes.CATEGORY_NOT_DIGIT: r"\D",
    codes.CATEGORY_SPACE: r"\s",
    codes.CATEGORY_NOT_SPACE: r"\S",
    codes.CATEGORY_WORD: r"\w",
    codes.CATEGORY_NOT_WORD: r"\W",
}


def _first(value: object) -> str:
    for kind, member in value if isinstance(value, list) else ():
        if kind is codes.LITERAL:
            return chr(member)
        if kind is codes.RANGE:
            return chr(member[0])
    return "~"


def seconds(compiled: re.Pattern[str], text: str) -> float:
    """The processor time of one search through a whole text."""
    begin = time.process_time()
    for _ in compiled.finditer(text):
        pass
    return time.process_time() - begin


def worst(pattern: str, flags: int, *, size: int, floor: float) -> tuple[float, str]:
    """The largest growth of the time when a text is four times as long, and the attack; 0 when all is done at once.

    Four is linear, sixteen quadratic. Times below `floor` seconds for the longer text are not looked at. Short texts
    come first, so that an expression which never ends is found before it is asked to.
    """
    compiled, found = re.compile(pattern, flags), (0.0, "")
    for before, unit in attacks(pattern, flags):
        for most in _STEPS:
            if (taken := seconds(compiled, _text(before, unit, most))) > _AT_ONCE:
                return math.inf, f"{before!r} + {unit!r} * n: {taken:.3f} s for {most:,}"
        short, long = (_text(before, unit, n) for n in (size, 4 * size))
        later = seconds(compiled, long)
        if later >= floor:
            later = min(later, seconds(compiled, long))
            growth = later / max(1e-6, min(seconds(compiled, short), seconds(compiled, short)))
            found = max(found, (growth, f"{before!r} + {unit!r} * n: {later:.3f} s for {4 * size:,}"))
    return found


def _text(before: str, unit: str, size: int) -> str:
    return before + unit * (size // len(unit)) + _REFUSED
