"""Offices: the role that stands beside a person's name, and persons met by their office alone ("the minister")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vedette.read.actors import phrases
from vedette.read.actors.mention import Mention
from vedette.read.actors.scene import Cover, Scene, between
from vedette.read.actors.words import words
from vedette.read.knowledge import Group, Office, fold
from vedette.read.knowledge.lexicon import Hit
from vedette.read.reading import Name
from vedette.record import Span

_ARMED = frozenset({"REB", "PRM", "UAF", "CRM", "OPP", "PTY", "SOC", "REL", "COP"})
_APPOSED = re.compile(
    r",\s+(?:(?:the|a|an|his|her|its|their)\s+)?([^,.;:!?\n“”\"()]{3,90})(?=[,.;:!?\n)]|$)", re.IGNORECASE
)
_BEFORE_COMMA = re.compile(r"([^,.;:!?\n“”\"()]{3,90}),\s+$")
_RELATIVE = re.compile(r"(?<!\s)\s+(?:who|which|that|whose|said|says|told)\b.*$", re.IGNORECASE)
_GENITIVE = re.compile(r"[’']s ")
_LEADING = re.compile(r"^(?:the|a|an|his|her|its|their|our)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An office as it stands in the text: where, what, and for whom."""

    start: int
    end: int
    text: str
    noun: str
    country: str | None
    sector: str | None
    body: str | None
    gender: str
    rule: str


def role_of(scene: Scene, name: Name) -> Role | None:
    """The role that the words beside a name give: before it, in apposition after it, or before a comma."""
    before = _before(scene, name.start)
    if before is not None and before.text:
        return before
    start = before.start if before else name.start
    return _apposed_after(scene, name.end) or _apposed_before(scene, start) or before


def _before(scene: Scene, start: int) -> Role | None:
    """ "Serbian President Ana Anić": a chain of titles that ends right before the name."""
    chain: list[Hit] = []
    at = start
    for hit in reversed(scene.titles_before(start)):
        if scene.text[hit.end : at].strip(" .\u200e\u200f-") or at - hit.end > 3:
            break
        chain.insert(0, hit)
        at = hit.start
    if not chain:
        return None
    begin = min(phrases.begin(scene, chain[0].start, start), phrases.begin(scene, chain[0].start, chain[0].end))
    return role(scene, begin, chain, end=chain[-1].end, rule="title")


def _apposed_after(scene: Scene, end: int) -> Role | None:
    """ "Ana Anić, a spokeswoman for KFOR," """
    match = _APPOSED.match(scene.text, end)
    return _apposition(scene, match.start(1), match.end(1), rule="apposition") if match else None


def _apposed_before(scene: Scene, start: int) -> Role | None:
    """ "Kosovo's prime minister, Ana Anić" """
    match = _BEFORE_COMMA.search(scene.text, max(0, start - 120), start)
    if not match:
        return None
    inside = between(scene.titles, match.start(1), match.end(1))
    last = inside[-1] if inside else None
    if last is None or scene.text[last.end : match.end(1)].count(" ") > 5:
        return None
    tail = scene.text[last.end : match.end(1)]
    if tail.strip() and not re.match(r"\s+(?:of|for|in|at|on|to)\b", tail):
        return None
    return role(scene, phrases.begin(scene, last.start, last.end), [last], end=match.end(1), rule="apposition")


def _apposition(scene: Scene, start: int, end: int, *, rule: str) -> Role | None:
    """The words between commas, when an office stands near their beginning."""
    text = _RELATIVE.sub("", scene.text[start:end])
    end = start + len(text)
    inside = between(scene.titles, start, end)
    if inside:
        end = _before_verb(scene, inside[0].end, end)
    if not inside or scene.text[start : inside[0].start].count(" ") > 6 or _has_verb(scene, start, inside[0].start):
        return None
    return role(scene, start, inside[:1], end=end, rule=rule)


def _before_verb(scene: Scene, start: int, end: int) -> int:
    """Where the apposition ends: before the verb of the clause, if that stands inside."""
    inside = (t for t in scene.words.within(start, end) if start <= t.start and t.end <= end)
    verb = next((t for t in inside if t.tag in ("VBD", "VBZ", "VBP", "MD")), None)
    return end if verb is None else max(start, verb.start - 1)


def _has_verb(scene: Scene, start: int, end: int) -> bool:
    inside = scene.words.within(start, end) if start < end else ()
    return any(t.pos in ("VERB", "AUX") and t.tag not in ("VBN", "VBG") for t in inside)


def role(scene: Scene, start: int, chain: Sequence[Hit], *, end: int, rule: str) -> Role:
    """Country, sector and body of an office from the words around it."""
    owner = phrases.owner(scene, start, chain[-1].start, end if rule == "apposition" else chain[-1].end)
    if owner.country is None and owner.organisation is None and rule == "apposition":
        owner = phrases.owner(scene, chain[-1].end, end, end)
    offices = [h.entry for h in chain if isinstance(h.entry, Office)]
    sector = next((o.sector for o in offices if o.sector), None)
    body = owner.organisation
    if body is not None and body.sector and (sector is None or body.sector in _ARMED):
        sector = body.sector
    sector = sector or next((s for g in between(scene.nouns, start, end) if (s := _body_sector(g))), None)
    if sector is None and owner.country and body is None and any(o.sort == "office" for o in offices):
        sector = "GOV"
    while len(chain) > 1 and rule == "title" and getattr(chain[-1].entry, "sort", "") == "address":
        chain = chain[:-1]
        end = chain[-1].end
    title = fold(scene.text[chain[-1].start : chain[-1].end])
    ranked = any(o.sort != "address" for o in offices)
    text = _LEADING.sub("", scene.text[start:end]).strip(" ,.\u200e\u200f")
    return Role(
        start=start, end=end, text=text if ranked else "", noun=title, country=owner.country, sector=sector,
        body=body.name if body else None, gender=gender_of(fold(scene.text[chain[0].start : chain[0].end])), rule=rule,
    )  # fmt: skip


def _body_sector(hit: Hit) -> str | None:
    """ "Police" in "a police spokesman"."""
    entry = hit.entry
    return entry.sector if isinstance(entry, Group) and entry.sort in ("government", "body", "force") else None


def gender_of(title: str) -> str:
    """ "f" or "m" when the title or given name says so."""
    last = " ".join(title.rstrip(".").split()[-1:])
    if last in words().female_titles or last in words().female_names:
        return "f"
    return "m" if last in words().male_titles else ""


def by_office(scene: Scene, taken: Cover) -> list[Mention]:
    """Persons who are met by their office alone."""
    found = []
    for hit in scene.titles:
        span = Span(hit.start, hit.end)
        if taken.touches(hit.start, hit.end) or not isinstance(hit.entry, Office) or hit.entry.sort == "address":
            continue
        head = scene.root(span)
        token = scene.token(head)
        if token is None or not scene.is_noun(head) or token.is_plural:
            continue
        found.append(_met(scene, hit, head))
    return found


def _met(scene: Scene, hit: Hit, head: int) -> Mention:
    start = phrases.begin(scene, hit.start, hit.end)
    found = role(scene, start, [hit], end=hit.end, rule="office")
    name = _GENITIVE.sub(" ", _LEADING.sub("", scene.text[start : hit.end]))
    whose = found.country or found.body or ""
    return Mention(
        start=start, end=hit.end, form="title", key=f"office:{whose}:{fold(name)}", name=name,
        kind="person", country=found.country, sector=found.sector, role=found.text, head=head, noun=found.noun,
        body=found.body, article=phrases.article(scene, start), gender=found.gender, rule="office",
    )  # fmt: skip
