"""Figures with their speakers, who says what, and disputes side by side."""

from collections import defaultdict
from datetime import date

from vedette.brief import words
from vedette.brief.model import DisputeItem, DisputeSide, FigureRow, Saying, Voice
from vedette.brief.sources import Sources
from vedette.record import Attribution, Dispute, Point, Series, Side, Span

_ORDER = (
    "killed", "injured", "missing", "detained", "displaced", "strength", "change", "capacity",
    "participants", "turnout", "population", "share",
)  # fmt: skip
_PERCENT = ("turnout", "share")
_MAX_SAYINGS = 6
_SAME_DAYS = 7
_ACTS = {
    "state": "says", "deny": "denies", "accuse": "accuses", "appeal": "appeals", "demand": "demands",
    "promise": "promises", "threaten": "threatens", "decide": "decides", "doubt": "doubts", "praise": "praises",
}  # fmt: skip
_SLOTS = {
    "place": "Where", "actor": "Who", "count": "How many", "time": "When",
    "occurrence": "Whether it happened", "status": "Whether it is so", "responsibility": "Who is responsible",
}  # fmt: skip


def figure_rows(sources: Sources) -> tuple[FigureRow, ...]:
    """The key figures, the dead first; within a series the latest first, one row for each value and date."""
    shown = [series for series in sources.record.links.series if series.measure in _ORDER]
    shown.sort(key=lambda s: (_ORDER.index(s.measure), -len(s.points), s.of or ""))
    return tuple(row for series in shown for row in _rows(sources, series))


def _rows(sources: Sources, series: Series) -> list[FigureRow]:
    """One row for each value at about one time, the latest first; the undated last."""
    groups: list[list[Point]] = []
    for point in sorted(series.points, key=lambda p: (p.as_of.latest or "", p.report, p.start)):
        same = next((group for group in reversed(groups) if _same(group[-1], point)), None)
        if same is None:
            groups.append([point])
        else:
            same.append(point)
    return [_row(sources, series, group) for group in reversed(groups)]


def _same(one: Point, other: Point) -> bool:
    """The same value, as of days that are at most a week apart."""
    if (one.low, one.best, one.high) != (other.low, other.best, other.high):
        return False
    if one.as_of.latest is None or other.as_of.latest is None:
        return one.as_of == other.as_of
    return abs((_day(one) - _day(other)).days) <= _SAME_DAYS


def _day(point: Point) -> date:
    return date.fromisoformat((point.as_of.latest or "")[:10])


def _hull(points: list[Point]) -> str:
    first = [p.as_of.earliest for p in points if p.as_of.earliest]
    last = [p.as_of.latest for p in points if p.as_of.latest]
    return words.interval(min(first, default=None), max(last, default=None))


def _row(sources: Sources, series: Series, points: list[Point]) -> FigureRow:
    first = points[0]
    cites = {n: None for p in points for n in sources.cite(p.report, Span(p.start, p.end))}
    speakers = dict.fromkeys(p.speaker or f"{sources.outlet(p.report)} (own voice)" for p in points)
    unit = "%" if series.measure in _PERCENT else ""
    return FigureRow(
        label=f"{series.measure}: {series.of}" if series.of else f"{series.measure} (of whom: {words.NOT_KNOWN})",
        value=words.count(first.low, first.best, first.high, unit=unit),
        as_of=_hull(points),
        speakers=", ".join(speakers),
        flags=tuple(dict.fromkeys(flag for p in points for flag in p.flags)),
        cites=tuple(cites),
    )


def voices(sources: Sources) -> tuple[Voice, ...]:
    """Speakers with what is attributed to them, the most quoted first; the same words are shown once."""
    by_speaker: dict[str, dict[str, list[tuple[str, Attribution]]]] = defaultdict(lambda: defaultdict(list))
    for annotation in sources.record.annotations:
        for attribution in annotation.attributions:
            text = _content(sources, annotation.id, attribution)
            if attribution.speaker and attribution.speaker.actor and len(text.split()) >= 3:
                by_speaker[attribution.speaker.actor][words.excerpt(text).casefold()].append(
                    (annotation.id, attribution)
                )
    ranked = sorted(by_speaker.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(_voice(sources, speaker, list(said.values())) for speaker, said in ranked)


def _voice(sources: Sources, speaker: str, said: list[list[tuple[str, Attribution]]]) -> Voice:
    shown = [_saying(sources, same) for same in said[:_MAX_SAYINGS]]
    return Voice(speaker=speaker, sayings=tuple(shown), more=max(0, len(said) - _MAX_SAYINGS))


def _saying(sources: Sources, same: list[tuple[str, Attribution]]) -> Saying:
    report_id, first = same[0]
    cites = {n: None for rid, a in same for n in sources.cite(rid, Span(a.content[0].start, a.content[0].end))}
    return Saying(act=_ACTS[first.act], text=words.excerpt(_content(sources, report_id, first)), cites=tuple(cites))


def _content(sources: Sources, report_id: str, attribution: Attribution) -> str:
    text = sources.report(report_id).text
    return " … ".join(text[s.start : s.end].strip() for s in attribution.content)


def disputes(sources: Sources) -> tuple[DisputeItem, ...]:
    """What is said differently, each side with its sentence."""
    return tuple(dispute_item(sources, dispute) for dispute in sources.record.links.disputes)


def dispute_item(sources: Sources, dispute: Dispute) -> DisputeItem:
    """One dispute with its sides."""
    return DisputeItem(slot=_SLOTS[dispute.slot], about=_about(sources, dispute), sides=tuple(_sides(sources, dispute)))


def _about(sources: Sources, dispute: Dispute) -> str:
    """The incident (its telling words) or the series that the dispute is about."""
    links = sources.record.links
    if isinstance(dispute.about, int):
        series = links.series[dispute.about]
        return f"{series.measure}: {series.of}" if series.of else series.measure
    incident = next((i for i in links.incidents if i.id == dispute.about), None)
    found = next((f for m in incident.mentions if (f := sources.index.event(m))), None) if incident else None
    if not found or not incident:
        return ""
    report_id, event = found
    clause = sources.report(report_id).text[event.start : event.end]
    return f"{words.interval(incident.earliest, incident.latest)}: {words.excerpt(clause, limit=140)}"


def _sides(sources: Sources, dispute: Dispute) -> list[DisputeSide]:
    """One side for each thing said, with all who say it."""
    by_claim: dict[str, list[Side]] = defaultdict(list)
    for side in dispute.sides:
        by_claim[side.says].append(side)
    return [_side(sources, says, sides) for says, sides in by_claim.items()]


def _side(sources: Sources, says: str, sides: list[Side]) -> DisputeSide:
    first = sides[0]
    cites = {n: None for s in sides for n in sources.cite(s.report, Span(s.start, s.end))}
    speakers = dict.fromkeys(s.speaker or f"{sources.outlet(s.report)} (own voice)" for s in sides)
    return DisputeSide(
        speaker=", ".join(speakers),
        says=says,
        told=words.excerpt(sources.sentence_text(first.report, Span(first.start, first.end))),
        cites=tuple(cites),
    )
