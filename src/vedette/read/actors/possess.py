"""Possessives: "its troops" are troops of the state that "its" stands for."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from vedette.read.actors.mention import Mention
from vedette.read.actors.words import words
from vedette.read.knowledge import fold
from vedette.read.words import Word, Words

_OWNED = frozenset({"its", "their", "his", "her", "our"})
_OWNERS = frozenset({"state", "igo", "group", "place-government", "force"})
_REACH = 40


def possessed(mentions: Iterable[Mention], pronouns: Sequence[Mention]) -> list[Mention]:
    """Groups behind a possessive, under the name and country of its owner where the pronoun found one."""
    owners = sorted((p for p in pronouns if p.kind in _OWNERS), key=lambda p: p.end)
    facts: dict[str, Mention] = {}
    ordered = list(mentions)
    for m in ordered:
        if m.form != "pronoun" and (m.country or m.sector):
            facts.setdefault(m.key, m)
    at = 0
    last: Mention | None = None
    done = []
    for m in ordered:
        while at < len(owners) and owners[at].end <= m.start:
            last = owners[at]
            at += 1
        if m.form == "nominal" and m.article in _OWNED and last is not None and m.start - last.end < _REACH:
            m = _of(m, last, facts.get(last.key, last))
        done.append(m)
    return done


def in_deeds(pronouns: Iterable[Mention], parse: Words) -> list[Mention]:
    """The pronouns without those possessives that own a thing ("their homes"), not a deed ("its withdrawal")."""
    return [p for p in pronouns if p.head < 0 or _is_party(parse.all[p.head])]


def _is_party(token: Word) -> bool:
    if token.dep != "poss":
        return True
    noun = token.head.lemma.lower()
    return noun.endswith(words().deed_endings) or noun in words().deeds


def _of(mention: Mention, owner: Mention, facts: Mention) -> Mention:
    if mention.body or (mention.country and "context" not in mention.rule):
        return mention
    name = mention.name if facts.kind == "group" else f"{facts.name} {mention.name}"
    return replace(
        mention, name=name, key=f"{mention.noun}:{fold(name)}", country=facts.country, rule="possessive",
        body=facts.name if facts.kind in ("igo", "force") else None,
    )  # fmt: skip
