"""Figures whose number the text says is not known."""

import re
from functools import cache

from vedette.read.figures.asof import Calendar
from vedette.read.figures.tables import by_word, forces
from vedette.read.figures.voice import Voices
from vedette.record import Figure
from vedette.record.annotation import Measure


@cache
def _unsaid() -> tuple[re.Pattern[str], ...]:
    data = forces()["unsaid"]
    denial, says, stops, lack, sizes = ("|".join(data[key]) for key in ("denial", "says", "stops", "lack", "sizes"))
    stop = rf"(?= (?:{stops})\b|[.,;]|$)"
    many = r"(?P<what>(?:exactly |precisely )?how many (?P<noun>[^.;,]{1,40}?))"
    size = rf"(?P<what>(?:{sizes}) (?:of|for|on)(?: the)?(?: number of)? (?P<noun>[^.;,]{{1,40}}?))"
    return (
        re.compile(rf"\b(?:{denial})\b[^.;]{{0,30}}?\b(?:(?:{says})\w*)?[^.;,]{{0,24}}?\b{many}{stop}", re.I),
        re.compile(rf"\b(?:{lack})\b[^.;,]{{0,24}}?\b(?:(?:{says})\w*)?[^.;,]{{0,12}}?\b{size}{stop}", re.I),
    )


def unknown(text: str, calendar: Calendar, voices: Voices, made_by: str) -> list[Figure]:
    """ "did not specify how many additional forces": the text says that the number is not known."""
    figures = []
    for match in (match for shape in _unsaid() for match in shape.finditer(text)):
        nouns = match["noun"].split()
        start, end = match.start("what"), match.end("noun")
        after = text[match.end() : match.end() + 60]
        figures.append(
            Figure(
                quantity=None,
                measure=_unknown_measure(match["noun"], after),
                of=nouns[-1].lower() if nouns else None,
                unit=None,
                low=None,
                best=None,
                high=None,
                as_of=calendar.published,
                attribution=voices.at(start),
                start=start,
                end=end,
                made_by=made_by,
                rule="not specified",
            )
        )
    return figures


def _unknown_measure(noun: str, right: str) -> Measure:
    """What would have been counted, from the words after "how many ..."."""
    if re.search(r"\b(?:additional|more|extra|further|new)\b", noun):
        return "change"
    states = by_word("state") | by_word("nouns")
    for word in re.findall(r"[a-z]+", f"{noun} {right}".lower()):
        if word in states or word.removesuffix("s") in states:
            return states.get(word) or states[word.removesuffix("s")]
        if word in ("sent", "deployed", "dispatched"):
            return "change"
    return "other"
