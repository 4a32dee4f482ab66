"""Light tokens: words, numbers and dates in figures, one symbol each for the classes of time they may belong to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from vedette.read import layout
from vedette.read.times.formats import STAMP, read_stamp
from vedette.read.times.lexicon import BREAK, CAPITAL, MARK, OTHER, Vocabulary, lexicon
from vedette.read.times.numbers import number_run

_TOKEN: Final = re.compile(
    r"(?P<abbr>(?<!\w)(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\.(?!\w))"
    r"|(?P<ampm>(?:(?<=\d)|(?<=\d ))[AaPp](?:\. ?[Mm]\.|[Mm](?!\w)))"
    r"|(?P<word>[^\W\d_]+)"
    rf"|(?P<stamp>{STAMP})"
    r"|(?P<clock>(?<!\d)\d{1,2}(?::\d\d(?::\d\d)?|h\d\d|\.\d\d(?= ?[AaPp]\.? ?[Mm]))(?![\d:]))"
    r"|(?P<decade>(?:(?:1[0-9]|20)\d0|['’`]\d0|(?<!\d)[2-9]0)['’]?s(?!\w))"
    r"|(?P<ord>\d{1,3}(?:st|nd|rd|th|ST|ND|RD|TH)(?!\w))"
    r"|(?P<num>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+ \d/\d(?!\d)|\d+\.\d+|\d+)"
    r"|(?P<break>\n\s*)"
    r"|(?P<poss>['’]s(?!\w))"
    r"|(?P<yy>['’`]\d\d(?!\d))"
    r"|(?P<mark>[^\w\s])"
)
_CLOCK_MARK: Final = re.compile(r"[:.h]")
_DASHES: Final = str.maketrans({"–": "-", "—": "-", "‑": "-", "−": "-", "’": "'", "‘": "'"})


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: offsets, lower-case words and symbols; `values` by class where a token has some."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    values: Mapping[int, Mapping[str, Any]]
    symbols: str


def tokenise(text: str, vocabulary: Vocabulary) -> Tokens:
    """Cut a text into tokens; a line break is a token (`BREAK`) unless it only wraps a long line."""
    wrapped = layout.is_hard_wrapped(text)
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    values: dict[int, dict[str, Any]] = {}
    symbols: list[str] = []
    plain, capital, shape = vocabulary.plain, vocabulary.capital, vocabulary.shape
    other, other_capital = shape[OTHER], shape[CAPITAL]
    numbers = lexicon().values["NUMBER"]
    spelled = False
    for match in _TOKEN.finditer(text):
        kind, raw = match.lastgroup, match[0]
        if kind == "word" or kind == "abbr":
            word = raw.lower()
            if raw[0].isupper():
                symbol = capital.get(word) or (capital.get(word[:-1]) if kind == "abbr" else None) or other_capital
            else:
                symbol = plain.get(word, other)
            spelled = spelled or word in numbers
        elif kind == "break":
            if wrapped and raw.count("\n") < 2:
                continue
            word, symbol = "\n", shape[BREAK]
        elif kind == "mark":
            word = raw.translate(_DASHES)
            symbol = plain.get(word) or shape[MARK]
        else:
            word, classes, value = _numeric(str(kind), raw)
            symbol = shape[classes]
            values[len(words)] = value
        starts.append(match.start())
        ends.append(match.end())
        words.append(word)
        symbols.append(symbol)
    if spelled:
        _merge_spelled(starts, ends, words, values, symbols, vocabulary)
    return Tokens(text, starts, ends, words, values, "".join(symbols))


def _numeric(kind: str, raw: str) -> tuple[str, frozenset[str], dict[str, Any]]:
    """Classes and values of a token by its shape."""
    match kind:
        case "ampm":
            return raw, frozenset({"AMPM"}), {"AMPM": 0 if raw[0] in "aA" else 12}
        case "stamp":
            stamp = read_stamp(raw)
            return (raw, frozenset({"STAMP"}), {"STAMP": stamp}) if stamp else (raw, frozenset({"NUM"}), {})
        case "clock":
            hour, minute, *rest = (int(part) for part in _CLOCK_MARK.split(raw))
            fits = hour < 25 and minute < 60 and all(second < 60 for second in rest)
            return raw, frozenset({"CLOCK"}) if fits else MARK, {"CLOCK": (hour, minute, *rest)}
        case "decade":
            return raw, frozenset({"DECADE"}), {"DECADE": int("".join(c for c in raw if c.isdigit()))}
        case "ord":
            value = int(raw[:-2])
            return (
                raw,
                frozenset({"ORDNUM", "ORDDAY"} if 0 < value < 32 else {"ORDNUM"}),
                {"ORDNUM": value, "ORDDAY": value},
            )
        case "poss":
            return "'s", frozenset({"POSS"}), {}
        case "yy":
            return raw, frozenset({"YEAR2"}), {"YEAR2": int(raw[1:])}
        case _:
            return _number(raw)


def _number(raw: str) -> tuple[str, frozenset[str], dict[str, Any]]:
    if "/" in raw:
        whole, fraction = raw.split(" ")
        above, below = fraction.split("/")
        return raw, frozenset({"NUM"}), {"NUM": int(whole) + (int(above) / int(below) if int(below) else 0)}
    plain = raw.replace(",", "")
    if len(plain) > 9:
        return raw, frozenset({"NUM"}), {}
    value = float(plain) if "." in plain else int(plain)
    classes = {"NUM"}
    if raw.isdigit() and len(raw) <= 2:
        classes |= {"HOUR"} if value < 25 else set()
        classes |= {"DAY"} if 0 < value < 32 else set()
    elif raw.isdigit() and len(raw) == 4:
        classes |= {"YEAR"} if 1000 <= value < 2200 else set()
        classes |= {"NEAR"} if 1900 <= value < 2060 else set()
        classes |= {"HHMM"} if value < 2400 and value % 100 < 60 else set()
    return raw, frozenset(classes), dict.fromkeys(classes, value)


def _merge_spelled(
    starts: list[int],
    ends: list[int],
    words: list[str],
    values: dict[int, dict[str, Any]],
    symbols: list[str],
    vocabulary: Vocabulary,
) -> None:
    """Put spelled numbers together, in place: `two hundred and ten` becomes one token."""
    moved: dict[int, dict[str, Any]] = {}
    read = write = 0
    while read < len(words):
        run = number_run(words, read)
        last = read
        if run is not None:
            last, value, is_year = run
            classes = ({"YEAR", "NEAR"} if value >= 1900 else {"YEAR"}) if is_year else {"NUM", "WORDNUM"}
            classes |= {"HOUR", "DAY"} if not is_year and 0 < value < 25 and value == int(value) else set()
            moved[write] = dict.fromkeys(classes, value)
            symbol = vocabulary.shape[frozenset(classes)]
        else:
            symbol = symbols[read]
            if read in values:
                moved[write] = values[read]
        starts[write], ends[write], words[write], symbols[write] = starts[read], ends[last], words[read], symbol
        read, write = last + 1, write + 1
    for column in (starts, ends, words, symbols):
        del column[write:]
    values.clear()
    values.update(moved)
