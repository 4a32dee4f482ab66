"""Groups: mentions of one name in one report share one sense, so they are resolved together."""

from collections.abc import Sequence
from dataclasses import dataclass

from vedette.read.gazetteer import Entry, Kind
from vedette.read.places.lexicon import classes
from vedette.read.places.mentions import Mention
from vedette.read.places.options import Options
from vedette.read.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One name of the report: what it may mean, its mentions (indices), the units said after it, whether it speaks."""

    options: Options
    members: tuple[int, ...]
    holders: tuple[Entry, ...]
    speaks: bool = False


def group(words: Words, mentions: Sequence[Mention], options: Sequence[Options | None]) -> tuple[Group, ...]:
    """The groups in order of their first mention."""
    members: dict[tuple[str, Kind | None], list[int]] = {}
    meant: list[Options] = []
    for index, found in enumerate(options):
        if found is not None:
            same = members.setdefault((found.name, found.candidates[0].unit), [])
            if not same:
                meant.append(found)
            same.append(index)
    return tuple(
        Group(
            options=found,
            members=tuple(same),
            holders=tuple(holder for i in same for holder in _holders(words, mentions, options, i)),
            speaks=any(_speaks(mentions[i]) for i in same),
        )
        for found, same in zip(meant, members.values(), strict=True)
    )


def _speaks(mention: Mention) -> bool:
    """Whether the name is the subject of a verb of speech or decision, as governments are."""
    root = mention.root
    return root.dep == "nsubj" and classes().get(root.head.lemma.lower()) in ("saying", "deciding")


def _holders(
    words: Words, mentions: Sequence[Mention], options: Sequence[Options | None], index: int
) -> tuple[Entry, ...]:
    """The states and units that the next words put this place in: "X, Texas", "X (Syria)", "X in Niger"."""
    holders = options[index + 1] if index + 1 < len(options) else None
    if holders is None:
        return ()
    here, after = mentions[index], mentions[index + 1]
    between = " ".join(word.lower for word in words.all[here.last : after.first])
    if between not in {",", "(", "in", ", in", ", in the", "in the", "/"}:
        return ()
    return tuple(
        candidate.entry
        for candidate in holders.candidates
        if candidate.entry.kind in (Kind.COUNTRY, Kind.ADMIN1, Kind.ADMIN2) and not candidate.people
    )


def holds(holder: Entry, entry: Entry) -> bool:
    """Whether a state or unit holds a place, as far as the gazetteer tells."""
    if holder.country != entry.country or holder.geonameid == entry.geonameid:
        return False
    if holder.kind == Kind.COUNTRY:
        return True
    if holder.kind == Kind.ADMIN1:
        return bool(holder.admin1) and holder.admin1 == entry.admin1
    return bool(holder.admin2) and holder.admin2 == entry.admin2 and holder.admin1 == entry.admin1
