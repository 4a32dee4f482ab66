"""The pattern language: rules over classes of tokens, compiled to regular expressions over one symbol a token.

A pattern is a sequence of tokens. `CLASS` and `word` match one token; `CLASS=slot` keeps its value; `(a b | c)` groups;
`?`, `*` follow what may be missing or repeated; `'x'` quotes marks; `<` and `>` bound the expression proper where the
pattern also looks at its surroundings; `!x` not followed by x, `^x` not preceded by x; `$NAME` inserts a definition.
"""

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final

from vedette.errors import InputError
from vedette.read.times.lexicon import Vocabulary, build_vocabulary, load

_LEXEME: Final = re.compile(r"\s*(?:'([^' ]+|')'|([A-Za-z0-9_]+)(?:=([a-z][a-z0-9]*))?|(\$[A-Z_0-9]+)|([()|?*<>!^]))")


@dataclass(slots=True)
class Piece:
    """Part of a compiled pattern: its regular expression, the symbols it may begin with and have second.

    `empty`, `single`: may it match no token at all, or one alone?
    """

    regex: str
    first: set[str]
    second: set[str]
    empty: bool
    single: bool

    def then(self, other: "Piece") -> "Piece":
        """This piece with another one after it."""
        return Piece(
            self.regex + other.regex,
            first=self.first | (other.first if self.empty else set()),
            second=self.second | (other.first if self.single else set()) | (other.second if self.empty else set()),
            empty=self.empty and other.empty,
            single=(self.single and other.empty) or (self.empty and other.single),
        )


def _nothing(regex: str = "") -> Piece:
    """A piece that takes no token."""
    return Piece(regex, set(), set(), empty=True, single=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what to match, what to make of it, and the constants that go with it.

    `first`, `second`: the symbols that it may begin with and have second; None where one token may be the whole match.
    """

    name: str
    regex: re.Pattern[str]
    first: frozenset[str]
    second: frozenset[str] | None
    make: str
    slots: tuple[tuple[str, str, str], ...]
    constants: dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """All rules, by the symbol they may begin with; `starters` finds the next token worth a look."""

    vocabulary: Vocabulary
    rules: dict[str, tuple[Rule, ...]]
    starters: re.Pattern[str]


@dataclass(slots=True)
class _Parser:
    lexemes: list[tuple[str, str, str, str, str]]
    vocabulary: Vocabulary
    at: int = 0
    slots: list[tuple[str, str, str]] = field(default_factory=list)

    def alternatives(self) -> Piece:
        branches = [self.sequence()]
        while self._take("|"):
            branches.append(self.sequence())
        if len(branches) == 1:
            return branches[0]
        return Piece(
            "(?:" + "|".join(b.regex for b in branches) + ")",
            first=set().union(*(b.first for b in branches)),
            second=set().union(*(b.second for b in branches)),
            empty=any(b.empty for b in branches),
            single=any(b.single for b in branches),
        )

    def sequence(self) -> Piece:
        whole = _nothing()
        while self.at < len(self.lexemes) and self.lexemes[self.at][4] not in ("|", ")"):
            whole = whole.then(self.item())
        return whole

    def item(self) -> Piece:
        piece = self.atom()
        for mark, more in (("?", _nothing()), ("*", piece)):
            if self._take(mark):
                return replace(piece.then(more), regex=f"(?:{piece.regex}){mark}", empty=True, single=piece.single)
        return piece

    def atom(self) -> Piece:
        quoted, name, slot, _, mark = self.lexemes[self.at]
        self.at += 1
        if mark == "(":
            inner = self.alternatives()
            if not self._take(")"):
                raise InputError("times pattern: a bracket is not closed")
            return replace(inner, regex=f"(?:{inner.regex})")
        if mark in ("<", ">"):
            return _nothing("(?P<_begin>)" if mark == "<" else "(?P<_end>)")
        if mark in ("!", "^"):
            inner = self.atom()
            return _nothing(f"(?{'!' if mark == '!' else '<!'}{inner.regex})")
        return self.token(quoted or name, slot)

    def token(self, name: str, slot: str) -> Piece:
        is_class = name.isupper() and name in self.vocabulary.members
        chars = self.vocabulary.of(name if is_class else f"'{name}'")
        if not chars:
            raise InputError(f"times pattern: nothing is called {name!r}")
        regex = f"[{chars}]"
        if slot:
            group = f"g{len(self.slots)}"
            self.slots.append((group, slot, name if is_class else ""))
            regex = f"(?P<{group}>{regex})"
        return Piece(regex, set(chars), set(), empty=False, single=True)

    def _take(self, mark: str) -> bool:
        if self.at < len(self.lexemes) and self.lexemes[self.at][4] == mark:
            self.at += 1
            return True
        return False


def _expand(pattern: str, definitions: dict[str, str]) -> str:
    for _ in range(6):
        if "$" not in pattern:
            return pattern
        pattern = re.sub(r"\$([A-Z_0-9]+)", lambda m: f"( {definitions[m[1]]} )", pattern)
    raise InputError("times pattern: definitions run in a circle")


def _lexemes(pattern: str) -> list[tuple[str, str, str, str, str]]:
    found, at = [], 0
    pattern = pattern.strip()
    while at < len(pattern):
        match = _LEXEME.match(pattern, at)
        if match is None:
            raise InputError(f"times pattern: cannot read {pattern[at:]!r}")
        found.append(tuple(group or "" for group in match.groups()))
        at = match.end()
    return found  # type: ignore[return-value]


def _literals(lexemes: list[tuple[str, str, str, str, str]]) -> set[str]:
    return {quoted or name for quoted, name, *_ in lexemes if quoted or (name and not name.isupper())}


def compile_rule(entry: dict[str, Any], vocabulary: Vocabulary, definitions: dict[str, str]) -> Rule:
    """One rule from its entry in patterns.yaml; raises `InputError` for a pattern that cannot be read."""
    lexemes = _lexemes(_expand(entry["match"], definitions))
    parser = _Parser(lexemes, vocabulary)
    piece = parser.alternatives()
    if parser.at != len(lexemes) or piece.empty:
        raise InputError(f"times pattern {entry['name']!r} cannot be read to its end, or may be empty")
    return Rule(
        name=entry["name"],
        regex=re.compile(piece.regex),
        first=frozenset(piece.first),
        second=None if piece.single else frozenset(piece.second),
        make=entry.get("make", "nothing"),
        slots=tuple(parser.slots),
        constants=entry.get("with", {}),
    )


@cache
def grammar() -> Grammar:
    """The grammar as shipped, compiled once."""
    data = load("patterns.yaml")
    entries = [entry | {"match": text} for entry in data["rules"] for text in _as_list(entry["match"])]
    lexed = [_lexemes(_expand(entry["match"], data["define"])) for entry in entries]
    vocabulary = build_vocabulary(sorted(set().union(*map(_literals, lexed))))
    rules = [compile_rule(entry, vocabulary, data["define"]) for entry in entries]
    starters = sorted(set().union(*(rule.first for rule in rules)))
    by_first = {symbol: tuple(rule for rule in rules if symbol in rule.first) for symbol in starters}
    return Grammar(vocabulary, by_first, re.compile("[" + "".join(starters) + "]"))


@cache
def rules_for(known: Grammar, ahead: str) -> tuple[Rule, ...]:
    """The rules that may match where these two symbols come next; one symbol at the end of a text."""
    return tuple(rule for rule in known.rules.get(ahead[0], ()) if rule.second is None or ahead[1:] in rule.second)


def _as_list(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]
