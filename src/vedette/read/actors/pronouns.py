"""Pronouns: "he", "she", "they", "it", "I" and "we" under the actor that they stand for, or under none."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from vedette.read.actors.mention import Mention
from vedette.read.actors.scene import Scene
from vedette.read.actors.words import words
from vedette.read.knowledge import fold, organisations, states
from vedette.read.words import Word
from vedette.record import Span

_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_THING = frozenset({"it", "its", "itself"})
_I = frozenset({"i", "me", "my", "mine", "myself"})
_WE = frozenset({"we", "us", "our", "ours", "ourselves"})
_BODIES = frozenset({"igo", "force", "group", "place-government", "media", "other", "state"})
_QUOTED = re.compile(r"[“\"]([^“”\"\n]{1,2000})[”\"]?")
_WINDOW = 3
_FAR = 700


@dataclass(frozen=True, slots=True)
class _Seen:
    """A mention with its place in the sentences and whether it is a subject."""

    mention: Mention
    sentence: int
    subject: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """What earlier mentions tell of an actor, by key: he or she; and for whom a person speaks."""

    gender: dict[str, str]
    side: dict[str, str]


def pronouns(scene: Scene, mentions: Sequence[Mention]) -> list[Mention]:
    """One mention for each pronoun that finds its actor."""
    if not scene.parsed:
        return []
    starts = [sentence[0].start for sentence in scene.words.sentences]
    quotes = [Span(m.start(1), m.end(1)) for m in _QUOTED.finditer(scene.text)]
    seen = [_Seen(m, bisect_left(starts, m.start + 1), _is_subject(scene, m)) for m in mentions]
    known = _Known({}, {})
    for m in mentions:
        if m.gender:
            known.gender.setdefault(m.key, m.gender)
        if m.body or m.country:
            known.side.setdefault(m.key, m.body if m.body in bodies() else m.country or "")
    found: list[Mention] = []
    at = 0
    memory: list[_Seen] = []
    for token in scene.words.all:
        while at < len(seen) and seen[at].mention.start < token.start:
            memory = [*memory[-23:], seen[at]]
            at += 1
        if token.pos != "PRON":
            continue
        here = bisect_left(starts, token.start + 1)
        mention = _resolve(scene, token, memory, seen[at : at + 12], here, quotes, known)
        if mention is not None:
            found.append(mention)
            memory = [*memory[-23:], _Seen(mention, here, token.dep in ("nsubj", "nsubjpass"))]
    return found


def _is_subject(scene: Scene, mention: Mention) -> bool:
    token = scene.token(mention.head)
    return token is not None and token.dep in ("nsubj", "nsubjpass")


def _resolve(
    scene: Scene,
    token: Word,
    memory: Sequence[_Seen],
    ahead: Sequence[_Seen],
    here: int,
    quotes: Sequence[Span],
    known: _Known,
) -> Mention | None:
    """The pronoun as a mention, or None when nothing fits."""
    word = token.lower
    quote = _quote_at(quotes, token.start)
    if word in _I or word in _WE:
        return _first_person(scene, token, memory, ahead, here, quote, known)
    recent = [s for s in memory if here - s.sentence <= _WINDOW and token.start - s.mention.end < _FAR]
    if quote is not None:
        speaker = _speaker(scene, [*recent, *ahead], quote)
        recent = [s for s in recent if speaker is None or s.mention.key != speaker.key]
    if word in words().male or word in words().female:
        sex = "f" if word in words().female else "m"
        best = _best(scene, token, [s for s in recent if _person_of(s.mention, sex, known.gender)], here)
        if best is not None:
            known.gender.setdefault(best.key, sex)
        return _pronoun(token, best)
    if word in _PLURAL:
        return _pronoun(token, _best(scene, token, [s for s in recent if _many(s.mention)], here))
    if word in _THING and not _empty(token):
        return _pronoun(token, _best(scene, token, [s for s in recent if s.subject and _body(s.mention)], here))
    return None


def _pronoun(token: Word, target: Mention | None) -> Mention | None:
    if target is None:
        return None
    return Mention(
        start=token.start, end=token.end, form="pronoun", key=target.key, name=target.name, kind=target.kind,
        head=token.i, noun=target.noun, plural=target.plural, body=target.body, country=None, rule="pronoun",
    )  # fmt: skip


def _person_of(mention: Mention, sex: str, gender: dict[str, str]) -> bool:
    return mention.kind == "person" and gender.get(mention.key, sex) == sex and not mention.plural


def _many(mention: Mention) -> bool:
    """A group, or a body spoken of as many."""
    return mention.plural or mention.kind in ("group", "force") or (mention.kind == "igo" and mention.form != "pronoun")


def _body(mention: Mention) -> bool:
    return mention.kind in _BODIES and not mention.plural


def _best(scene: Scene, token: Word, fit: Sequence[_Seen], here: int) -> Mention | None:
    """The likeliest antecedent: same sentence or the one before, subjects first, the nearest, names before pronouns."""
    best, score = None, -99.0
    for rank, s in enumerate(fit):
        value = (
            3.0 * s.subject
            - 2.0 * (here - s.sentence)
            + 0.2 * rank / max(1, len(fit))
            + 0.5 * (s.mention.form != "nominal")
        )
        if s.sentence == here and s.mention.head >= 0 and _clause_mate(token, scene.words.all[s.mention.head]):
            value -= 4.0
        if value >= score:
            best, score = s.mention, value
    return best


def _clause_mate(token: Word, subject: Word) -> bool:
    """Object pronouns do not stand for the subject of their own verb."""
    return token.dep in ("dobj", "dative") and token.head is subject.head


def _empty(token: Word) -> bool:
    """ "It is clear that ...", "it was a mistake": an "it" that stands for nothing, or for no actor."""
    if token.lower != "it":
        return False
    verb = token.head
    if token.dep not in ("nsubj", "nsubjpass"):
        return token.dep not in ("dobj", "pobj", "poss")
    if verb.lemma not in words().empty_it:
        return False
    said = [c for c in verb.children if c.dep == "acomp"]
    able = any(c.lower in words().able for c in said)
    clause = any(c.dep in ("ccomp", "xcomp", "csubj") for v in (verb, *said) for c in v.children)
    return not said or (clause and not able)


def _quote_at(quotes: Sequence[Span], start: int) -> Span | None:
    at = bisect_left(quotes, start + 1, key=lambda q: q.start) - 1
    return quotes[at] if at >= 0 and quotes[at].start <= start < quotes[at].end else None


def _speaker(scene: Scene, seen: Sequence[_Seen], quote: Span) -> Mention | None:
    """The subject of a verb of saying nearest to a quotation."""
    saying = [s.mention for s in seen if s.subject and not quote.overlaps(s.mention.span) and _says(scene, s.mention)]
    near = [m for m in saying if min(abs(m.start - quote.end), abs(quote.start - m.end)) < 200]
    return min(near, key=lambda m: min(abs(m.start - quote.end), abs(quote.start - m.end)), default=None)


def _says(scene: Scene, mention: Mention) -> bool:
    token = scene.token(mention.head)
    return token is not None and token.head.lemma in words().saying


def _first_person(
    scene: Scene,
    token: Word,
    memory: Sequence[_Seen],
    ahead: Sequence[_Seen],
    here: int,
    quote: Span | None,
    known: _Known,
) -> Mention | None:
    """ "I" is the speaker of the quotation; "we" those for whom he speaks."""
    near = [s for s in memory if here - s.sentence <= 6]
    speaker = _speaker(scene, [*near, *ahead], quote) if quote is not None else None
    if speaker is None:
        speaker = next(_speaking(scene, near), None)
    if speaker is None or (token.lower in _WE and speaker.kind == "person" and not known.side.get(speaker.key)):
        return _author(token, near) if quote is None and token.lower in _WE else None
    return _pronoun(token, speaker) if token.lower in _I or speaker.kind != "person" else _side(token, speaker, known)


def _author(token: Word, near: Sequence[_Seen]) -> Mention | None:
    """ "We" of a statement, outside quotation marks: the state or body that it has just spoken of as acting."""
    acting = [s.mention for s in near if s.subject and s.mention.kind in ("state", "igo") and s.mention.form == "name"]
    return _pronoun(token, acting[-1]) if acting else None


def _side(token: Word, speaker: Mention, known: _Known) -> Mention | None:
    """Those for whom a person says "we": the organisation of the role, else the state."""
    side = bodies().get(known.side.get(speaker.key, ""))
    if side is None:
        return None
    return replace(side, start=token.start, end=token.end, head=token.i)


@cache
def bodies() -> dict[str, Mention]:
    """Known organisations by name and states by code, as one who speaks for them means them."""
    known = {
        o.name: Mention(
            start=0, end=1, form="pronoun", key=f"{o.kind}:{fold(o.name)}", name=o.name, kind=o.kind, country=o.country,
            sector=o.sector, plural=True, rule="pronoun",
        )
        for o in organisations()
    }  # fmt: skip
    return known | {
        s.alpha3: Mention(
            start=0, end=1, form="pronoun", key=f"state:{fold(s.name)}", name=s.name, kind="state", country=s.alpha3,
            sector="GOV", plural=True, rule="pronoun",
        )
        for s in states()
    }  # fmt: skip


def _speaking(scene: Scene, near: Sequence[_Seen]) -> Iterator[Mention]:
    """Those who spoke last, the latest first."""
    for s in reversed(near):
        if s.mention.kind == "person" and s.subject and _says(scene, s.mention):
            yield s.mention
