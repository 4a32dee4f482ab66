"""Scores on the project's own gold (`examples/fictional`); always measured."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from vedette.link import link
from vedette.read import Reader
from vedette.record import Annotation, Links, Report, Span, report_from_json

FOLDER = Path(__file__).resolve().parent.parent.parent / "examples" / "fictional"
Scores = dict[str, float]
Gold = dict


def measure(reader: Reader) -> Scores:
    """All scores on the fictional crisis, `own.` before each."""
    reports, annotations = read_example(reader, FOLDER)
    gold = [json.loads(line) for line in (FOLDER / "annotate.gold.jsonl").read_text(encoding="utf-8").splitlines()]
    together = json.loads((FOLDER / "link.gold.json").read_text(encoding="utf-8"))
    scores = _reading(reports, annotations, gold) | _linking(annotations, link(reports, annotations), together)
    return {f"own.{name}": value for name, value in scores.items()}


def read_example(reader: Reader, folder: Path) -> tuple[list[Report], list[Annotation]]:
    """The reports of an example crisis and what each says."""
    lines = (folder / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    reports = [report_from_json(line) for line in lines]
    return reports, list(reader.annotate(reports))


def _share(found: Iterable[bool]) -> float:
    hits = list(found)
    return sum(hits) / len(hits) if hits else 1.0


def _span(row: Gold) -> Span:
    return Span(row["start"], row["end"])


def _named(wanted: Iterable[str | None], name: str | None) -> bool:
    words = [w for entry in wanted for w in (entry or "").split("|")]
    return (not name and "" in words) or any(w and w.lower() in (name or "").lower() for w in words)


def _reading(reports: list[Report], annotations: list[Annotation], gold: list[Gold]) -> Scores:
    rows = list(zip(reports, annotations, gold, strict=True))
    return {
        "published": _share(_dated(a, g["published"]) for _, a, g in rows),
        "layers": _share(_layered(a, w) for _, a, g in rows for w in g["layers"]),
        "times": _share(_timed(a, w) for _, a, g in rows for w in g["times"]),
        "figures": _share(_figured(a, w) for _, a, g in rows for w in g["figures"]),
        "statements": _share(_said(r, a, w) for r, a, g in rows for w in g["attributions"]),
        "events": _share(_happened(a, w) for _, a, g in rows for w in g["events"]),
        "participants": _share(_took_part(a, w) for _, a, g in rows for w in g["events"]),
    }


def _dated(annotation: Annotation, want: Gold) -> bool:
    got = annotation.published
    if want.get("unknown_ok"):
        return got.basis in ("unknown", "inferred")
    return (got.earliest, got.latest) == (want["earliest"], want["latest"])


def _layered(annotation: Annotation, want: Gold) -> bool:
    return any(s.layer == want["layer"] and s.span.overlaps(_span(want)) for s in annotation.sentences)


def _timed(annotation: Annotation, want: Gold) -> bool:
    days = (want["earliest"], want["latest"])
    return any(
        t.span.overlaps(_span(want)) and (t.value == want["value"] or (days[0] and (t.earliest, t.latest) == days))
        for t in annotation.times
    )


def _figured(annotation: Annotation, want: Gold) -> bool:
    ends = (want["low"], want["best"], want["high"])
    return any(
        f.span.overlaps(_span(want))
        and f.measure in want["measure"]
        and _named(want["of"], f.of)
        and (f.best == want["best"] if want["best"] is not None else (f.low, f.best, f.high) == ends)
        for f in annotation.figures
    )


def _said(report: Report, annotation: Annotation, want: Gold) -> bool:
    asked = _words(report.text, [_span(want)])
    for got in annotation.attributions:
        said = _words(report.text, list(got.content))
        close = len(asked & said) >= len(asked | said) / 2
        who = got.speaker and (got.speaker.actor or got.speaker.text)
        if close and got.act in want["act"] and _named([want["speaker"]], who):
            return True
    return False


def _words(text: str, spans: list[Span]) -> set[int]:
    return {m.start() for m in re.finditer(r"\w+", text) for s in spans if s.start <= m.start() < s.end}


def _happened(annotation: Annotation, want: Gold) -> bool:
    return bool(_events(annotation, want))


def _events(annotation: Annotation, want: Gold) -> list:
    at = Span(*want["trigger"])
    return [
        e
        for e in annotation.events
        if e.trigger.overlaps(at) and want["type"] in (None, e.type) and e.status == want["status"]
    ]


def _took_part(annotation: Annotation, want: Gold) -> bool:
    return any(
        all(any(_named([w], p.name) for p in e.actors) for w in want["actors"])
        and all(any(_named([w], p.name) for p in e.recipients) for w in want["recipients"])
        for e in _events(annotation, want)
    )


def _linking(annotations: list[Annotation], links: Links, want: Gold) -> Scores:
    edges = {(e.child, e.parent, e.kind) for e in links.lineage if isinstance(e.parent, str) and e.kind != "quotes"}
    asked = {(e["child"], e["parent"], e["kind"]) for e in want["lineage"]}
    groups = {frozenset(g) for g in links.origins}
    return {
        "lineage_f1": 2 * len(edges & asked) / (len(edges) + len(asked)),
        "origins": _share(frozenset(g) in groups for g in want["origins"]),
        "stories": _share(any(set(pair) <= set(s) for s in links.stories) for pair in want["stories_together"]),
        "incidents": _share(_incident_found(links, w) for w in want["incidents"]),
        "not_actual_kept_apart": _share(not _taken_as_actual(annotations, links, w) for w in want["not_actual"]),
        "series": _share(_in_one_series(links, w["points"]) for w in want["series"]),
        "figures_kept_apart": _share(not _in_one_series(links, pair) for pair in want["never_together"]),
        "disputes": _share(_disputed(links, w) for w in want["disputes"]),
    }


def _incident_found(links: Links, want: Gold) -> bool:
    for incident in links.incidents:
        told_by = {m.rpartition("#")[0] for m in incident.mentions}
        right = incident.type in want["types"] and incident.status == "actual" and bool(told_by & set(want["reports"]))
        if right and (incident.earliest, incident.latest) == (want["earliest"], want["latest"]):
            return True
    return False


def _taken_as_actual(annotations: list[Annotation], links: Links, want: Gold) -> bool:
    (annotation,) = [a for a in annotations if a.id == want["report"]]
    told = {f"{a.id}#{k}" for a in [annotation] for k, e in enumerate(a.events) if e.trigger.overlaps(_span(want))}
    return any(
        i.status == "actual" and i.type == want["type"] and told & set(i.mentions) == set(i.mentions)
        for i in links.incidents
    )


def _in_one_series(links: Links, points: list[Gold]) -> bool:
    def holds(series: object, want: Gold) -> bool:
        return any(p.report == want["report"] and Span(p.start, p.end).overlaps(_span(want)) for p in series.points)

    return any(all(holds(series, want) for want in points) for series in links.series)


def _disputed(links: Links, want: Gold) -> bool:
    return any(
        d.slot in want["slot"] and {s.report for s in d.sides} == set(want["reports"])
        and all(any(says in s.says for s in d.sides) for says in want["says"])
        for d in links.disputes
    )  # fmt: skip
