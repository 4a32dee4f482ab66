"""Finds the names and nouns of the knowledge files in a text, longest first, whatever the spelling or the parser."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from vedette.read.knowledge.fold import fold, plain
from vedette.read.knowledge.load import Group, Knowledge, Known, Office, People, State, leaders, load

Sort = Literal["state", "demonym", "capital", "organisation", "people", "office", "group"]
Entry = State | Known | Office | Group | People

_WORD = re.compile(r"\w+|[^\w\s]")
_ACRONYM = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found at [start, end) of a text."""

    start: int
    end: int
    sort: Sort
    entry: Entry


@dataclass(frozen=True, slots=True)
class _Form:
    """One written form: its folded words, the same words with their case, and whether the case must agree."""

    words: tuple[str, ...]
    cased: tuple[str, ...]
    strict: bool
    sort: Sort
    entry: Entry


@dataclass(frozen=True, slots=True)
class Spelled:
    """The words and marks of a text in parallel: where each stands, how it is written, and folded."""

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    written: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()


NOT_SPELLED = Spelled()


def spelled(text: str) -> Spelled:
    """Cut a text into words and marks once for all lexicons."""
    found = list(_WORD.finditer(text))
    written = tuple(match.group() for match in found)
    folded = {word: fold(word) for word in set(written)}
    return Spelled(
        starts=tuple(match.start() for match in found),
        ends=tuple(match.end() for match in found),
        written=written,
        folded=tuple(folded[word] for word in written),
    )


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Written forms by their first folded word, the longest first."""

    forms: dict[str, tuple[_Form, ...]]

    def find(self, text: Spelled) -> tuple[Hit, ...]:
        """All hits from left to right that do not overlap; linear in the length of the text."""
        hits: list[Hit] = []
        free = 0
        for at, word in enumerate(text.folded):
            if word in self.forms and at >= free and (form := self._longest(text, at)) is not None:
                free = at + len(form.words)
                hits.append(Hit(text.starts[at], text.ends[free - 1], form.sort, form.entry))
        return tuple(hits)

    def _longest(self, text: Spelled, at: int) -> _Form | None:
        for form in self.forms[text.folded[at]]:
            end = at + len(form.words)
            if text.folded[at:end] != form.words:
                continue
            if not form.strict or _same_case(form.cased, [plain(word) for word in text.written[at:end]]):
                return form
        return None


def build(forms: Iterable[tuple[str, Sort, Entry]], *, strict: bool) -> Lexicon:
    """A lexicon of (written form, sort, entry); `strict`: capitals of the form must be capitals in the text."""
    table: dict[str, dict[tuple[str, ...], _Form]] = {}
    for written, sort, entry in forms:
        cased = tuple(_WORD.findall(plain(written)))
        if cased:
            words = tuple(map(fold, cased))
            table.setdefault(words[0], {}).setdefault((*words, *cased), _Form(words, cased, strict, sort, entry))
    return Lexicon({first: tuple(sorted(d.values(), key=lambda f: -len(f.words))) for first, d in table.items()})


@cache
def holders() -> Lexicon:
    """Office-holders of the last decades."""
    return build([(n, "organisation", k) for k in leaders() for n in (k.name, *k.aliases)], strict=True)


@cache
def nouns() -> Lexicon:
    """Offices, ranks and collective nouns."""
    forms: list[tuple[str, Sort, Entry]] = []
    for group in load().groups:
        forms += [(w, "group", group) for w in (group.noun, group.plural, *group.aliases)]
    return build(forms, strict=False)


@cache
def titles() -> Lexicon:
    """Offices, ranks, professions and forms of address."""
    return build(
        [(w, "office", office) for office in load().offices for w in (office.title, *office.aliases)], strict=False
    )


@cache
def names_of(knowledge: Knowledge) -> Lexicon:
    """The proper names of a body of knowledge; what the user added comes first."""
    forms: list[tuple[str, Sort, Entry]] = []
    for known in (*knowledge.extra, *knowledge.organisations):
        forms += [(n, "organisation", known) for n in (known.name, *known.aliases)]
    for state in (*knowledge.states, *knowledge.former_states):
        forms += [(n, "state", state) for n in (state.name, *state.aliases)]
        forms += [(n, "demonym", state) for n in state.demonyms]
    for people in knowledge.peoples:
        forms += [(n, "people", people) for n in (people.name, *people.aliases)]
    for state in knowledge.states:
        forms += [(n, "capital", state) for n in (state.capital, *state.capital_aliases) if n]
    return build(forms, strict=True)


def _same_case(form: tuple[str, ...], text: list[str]) -> bool:
    """Short acronyms exactly as written; other words with a capital where the form has one."""
    for want, got in zip(form, text, strict=True):
        if want.isupper() and 1 < len(want) <= _ACRONYM:
            if got != want:
                return False
        elif want[:1].isupper() and not got[:1].isupper():
            return False
    return True
