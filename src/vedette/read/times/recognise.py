"""Recognise: where a text speaks of time, and what its words say, before anything is reckoned."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vedette.read.times.grammar import Grammar, Rule, rules_for
from vedette.read.times.lexicon import lexicon
from vedette.read.times.tokens import Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A time expression as read: its span, its rule, and the values of its slots (`first`, `last`: its tokens)."""

    start: int
    end: int
    first: int
    last: int
    rule: str
    make: str
    slots: Mapping[str, Any]


def recognise(tokens: Tokens, grammar: Grammar) -> tuple[Mention, ...]:
    """All time expressions, left to right, without overlap; the longest wins, then the earlier rule."""
    found: list[Mention] = []
    symbols, at = tokens.symbols, 0
    while (hit := grammar.starters.search(symbols, at)) is not None:
        spot = hit.start()
        best: tuple[int, int, int, Rule, re.Match[str]] | None = None
        for rule in rules_for(grammar, symbols[spot : spot + 2]):
            match = rule.regex.match(symbols, spot)
            if match is None:
                continue
            begin, end = _proper(match)
            if best is None or (end, -begin) > (best[1], -best[0]):
                best = (begin, end, match.end(), rule, match)
        if best is None or best[0] >= best[1] or (best[0] > spot and _better_later(best, tokens, grammar)):
            at = spot + 1
            continue
        begin, end, _, rule, match = best
        if rule.make != "nothing":
            found.append(_mention(tokens, rule, match, begin, end))
        at = max(end, spot + 1)
    return tuple(found)


def _proper(match: re.Match[str]) -> tuple[int, int]:
    """The tokens of the expression proper: between the bounds of the pattern, else the whole match."""
    groups = match.groupdict()
    begin = match.start("_begin") if groups.get("_begin") is not None else match.start()
    end = match.start("_end") if groups.get("_end") is not None else match.end()
    return begin, end


def _better_later(best: tuple[int, int, int, Rule, re.Match[str]], tokens: Tokens, grammar: Grammar) -> bool:
    """Does a rule that begins where this one's expression begins reach further?"""
    begin, end = best[0], best[1]
    for rule in rules_for(grammar, tokens.symbols[begin : begin + 2]):
        match = rule.regex.match(tokens.symbols, begin)
        if match is not None and _proper(match)[1] > end:
            return True
    return False


def _mention(tokens: Tokens, rule: Rule, match: re.Match[str], begin: int, end: int) -> Mention:
    slots: dict[str, Any] = dict(rule.constants)
    values = lexicon().values
    for group, slot, name in rule.slots:
        at = match.start(group)
        if at < 0:
            continue
        word = tokens.words[at]
        if not name:
            slots[slot] = word
        elif at in tokens.values and name in tokens.values[at]:
            slots[slot] = tokens.values[at][name]
        else:
            slots[slot] = values.get(name, {}).get(word, values.get(name, {}).get(word.rstrip(".")))
    return Mention(
        start=tokens.starts[begin],
        end=tokens.ends[end - 1],
        first=begin,
        last=end - 1,
        rule=rule.name,
        make=rule.make,
        slots=slots,
    )
