"""Putting mentions together: surnames with full names, variants of spelling, "the alliance" with NATO."""

from collections import defaultdict
from collections.abc import Sequence

from vedette.read.actors.mention import Mention
from vedette.read.actors.words import Anaphor, words
from vedette.read.knowledge import fold

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_ONE_CLASS = frozenset({"protester", "rioter", "police", "gunman", "peacekeeper"})
_MAX_SURNAMES = 400


def merged(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions in order, each under the key of its actor."""
    ordered = sorted(mentions, key=lambda m: (m.start, m.end))
    return _groups(_offices(_anaphors(_persons(ordered))))


def _persons(mentions: Sequence[Mention]) -> list[Mention]:
    """Bare surnames under the full name last met; spellings that differ by a letter or two under one."""
    names = [m for m in mentions if m.kind == "person" and m.key.startswith("person:")]
    spelled = _spellings({_surname(m.key) for m in names if len(_surname(m.key)) > 4})
    full: dict[str, str] = {}
    ahead: dict[str, str] = {}
    for m in names:
        if " " in _bare(m.key):
            ahead.setdefault(_canon(m.key, spelled), m.key)
    keys: dict[str, str] = {}
    for m in names:
        surname = _canon(m.key, spelled)
        if " " not in _bare(m.key):
            keys[m.key] = full.get(surname) or ahead.get(surname) or f"person:{surname}"
            continue
        whole = keys.setdefault(m.key, _same_full(m.key, full.get(surname)))
        full[surname] = whole
    return [m.under(keys[m.key]) if m.key in keys else m for m in mentions]


def _same_full(key: str, earlier: str | None) -> str:
    """The earlier full name when the given names agree ("J. Borrell", "Josep Borrell")."""
    if earlier is None or earlier == key:
        return key
    one, other = _bare(earlier).split()[0], _bare(key).split()[0]
    short, long = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    close = distance(one, other, limit=2) <= (1 if len(short) < 6 else 2)
    return earlier if (long.startswith(short) and len(short) <= 2) or close or short == long else key


def _bare(key: str) -> str:
    return key.partition(":")[2]


def _surname(key: str) -> str:
    """The last word of a name, without "al-" and the like."""
    parts = _bare(key).split()
    last = parts[-1] if parts else ""
    head, dash, tail = last.partition("-")
    return tail if dash and head in {"al", "el", "as", "ad", "an", "ar", "ash", "at", "az"} and len(tail) > 2 else last


def _canon(key: str, spelled: dict[str, str]) -> str:
    surname = _surname(key)
    return spelled.get(surname, surname)


def _spellings(surnames: set[str]) -> dict[str, str]:
    """Each surname -> the first in order of those that are spelt nearly alike."""
    found: dict[str, str] = {}
    kept: list[str] = []
    for name in sorted(surnames):
        near = None
        if len(surnames) <= _MAX_SURNAMES:
            near = next((k for k in kept if k[0] == name[0] and distance(k, name, limit=2) <= _allowed(k, name)), None)
        if near is None:
            kept.append(name)
        found[name] = near or name
    return found


def _allowed(one: str, other: str) -> int:
    """How many letters may differ: one in six, two in ten."""
    shorter = min(len(one), len(other))
    return 2 if shorter >= 10 else 1 if shorter >= 6 else 0


def distance(one: str, other: str, *, limit: int) -> int:
    """Letters to change, add or drop between two words; `limit` + 1 for anything above the limit."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
        if min(row) > limit:
            return limit + 1
    return row[-1]


def _anaphors(mentions: Sequence[Mention]) -> list[Mention]:
    """ "The alliance" under NATO, "the militants" under the armed group last named."""
    seen: list[Mention] = []
    named = {m.name: m for m in reversed(mentions) if m.form == "name"}
    done = []
    for m in mentions:
        table = words().anaphors.get(m.noun)
        if m.form == "nominal" and table and m.article in _DEFINITE and m.country is None and m.body is None:
            target = _target(table, seen, named, m)
            m = m.under(target.key, rule="definite noun") if target else m
        elif m.form == "name" and m.kind != "person":
            seen = [*seen[-11:], m]
        done.append(m)
    return done


def _target(table: Anaphor, seen: Sequence[Mention], named: dict[str, Mention], mention: Mention) -> Mention | None:
    """The last named actor that the noun may stand for, before the noun; else one named by the table further on."""
    for m in reversed(seen):
        if m.name in table.names:
            return m
    if mention.name.count(" "):
        return None
    for m in reversed(seen):
        if (m.kind in table.kinds and (not table.names or m.kind != "igo")) or m.sector in table.sectors:
            return m
    return next((named[n] for n in table.names if n in named), None)


def _offices(mentions: Sequence[Mention]) -> list[Mention]:
    """ "The minister" under the person of that office last met, if the country does not speak against it."""
    holders: dict[str, list[Mention]] = defaultdict(list)
    for m in mentions:
        if m.role and m.kind == "person" and m.key.startswith("person:"):
            holders[m.noun.split()[-1]].append(m)
    done = []
    for m in mentions:
        if m.form == "title" and m.key.startswith("office:") and m.article not in ("a", "an"):
            holder = _holder(holders.get(m.noun.split()[-1], []), m)
            m = m.under(holder.key, rule="office again") if holder else m
        done.append(m)
    return done


def _holder(holders: Sequence[Mention], mention: Mention) -> Mention | None:
    """The last holder before the mention, else the first after it when there is only one."""
    fit = [
        h
        for h in holders
        if (mention.country is None or h.country in (None, mention.country))
        and (mention.body is None or h.body in (None, mention.body))
        and (mention.noun in fold(h.role or "") or fold(h.noun) in mention.noun)
    ]
    before = [h for h in fit if h.start <= mention.start]
    if before:
        return before[-1]
    return fit[0] if len({h.key for h in fit}) == 1 else None


def _groups(mentions: Sequence[Mention]) -> list[Mention]:
    """Bare group nouns ("the protesters") under the one such group that the report tells apart by name."""
    told: dict[str, dict[str, Mention]] = defaultdict(dict)
    for m in mentions:
        if m.form == "nominal" and (m.country or m.body or " " in m.name.replace(m.noun, "")):
            told[_class(m)].setdefault(m.key, m)
    done = []
    for m in mentions:
        if m.form == "nominal" and m.name == m.noun and not (m.country or m.body) and m.article not in ("a", "an"):
            candidates = told.get(_class(m), {})
            if len(candidates) == 1:
                m = m.under(next(iter(candidates)), rule="same group")
        done.append(m)
    return done


def _class(mention: Mention) -> str:
    """Crowds and police are one class whatever the noun; other groups only under the same noun."""
    noun = mention.key.partition(":")[0]
    return noun if noun in _ONE_CLASS else mention.noun
