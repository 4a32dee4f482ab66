"""A record in which every text that a report, a voice or an analyst can bring in is hostile."""

from dataclasses import replace

from tests.desk.synthetic import record
from tests.hostile.naughty import BARE
from vedette.record import Anchor, DeskRecord, Judgement, Refusal, Ruling

MOMENT = "2023-06-01T00:00:00.000000Z"
WORDS = tuple(word for word in BARE if word.strip() and len(word) < 400 and word.isprintable())
"""Those that intake lets into a record's names and lines."""


def hostile(words: tuple[str, ...] = WORDS) -> DeskRecord:
    """Each word as name, title, outlet, address, speaker, place, actor, source and reason of one report of its own."""
    made = record(2 * len(words), per_report=2, word=lambda n: words[n % len(words)])
    noted = tuple(_note(n, word, made.reports[n].id) for n, word in enumerate(words))
    refusals = tuple(Refusal(source=word, reason=word) for word in words)
    return replace(made, judgements=noted, refusals=refusals)


def _note(n: int, word: str, report: str) -> Judgement:
    """A note whose analyst and reason are the word."""
    anchor = Anchor(report=report, start=2 * len(word) + 2, end=2 * len(word) + 9)
    ruling = Ruling(act="note")
    return Judgement(number=n + 1, recorded_at=MOMENT, analyst=word, reason=word, ruling=ruling, targets=((anchor,),))
