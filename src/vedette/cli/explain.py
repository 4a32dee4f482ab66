"""`--explain`: each value of one report with its words, its layer and its rule."""

from dataclasses import fields

from rich.console import Console
from rich.text import Text

from vedette.cli.text import plain, span_of_days, stdout
from vedette.read.model import RULES_ONLY
from vedette.record import Actor, Annotation, Interval, Report, Span
from vedette.record.spans import Value

_KEYS = ("times", "quantities", "figures", "attributions", "actors", "places", "events", "sentences")
_HIDDEN = frozenset({"start", "end", "made_by", "rule", "text", "name"})
_SHOWN = 100
_REASON = 400


def show(report: Report, annotation: Annotation) -> None:
    """Print them, key by key, in the order of the text."""
    console = stdout()
    published = annotation.published
    console.print(
        Text.assemble((f"{plain(report.id)}", "bold"), f"  {plain(report.title or report.text, limit=_SHOWN)}")
    )
    days = span_of_days(published.earliest, published.latest)
    quotes = ", ".join(_quote(report.text, span) for span in published.evidence)
    console.print(Text(f"published {days} ({published.basis}) {quotes} {published.rule}".rstrip()))
    for key in _KEYS:
        values = getattr(annotation, key)
        console.print(Text(f"\n{key} ({len(values)})", style="bold"))
        if key == "events" and RULES_ONLY in annotation.models:
            console.print(Text("      not read: there is no parser (rules only)"))
        for index, value in enumerate(values):
            _print(console, report.text, index, value)
    console.print(Text(f"\nread by {', '.join(annotation.extractors)}; {', '.join(annotation.models)}", style="dim"))


def _print(console: Console, text: str, index: int, value: Value | Actor) -> None:
    if isinstance(value, Actor):
        where, words = value.mentions[0], plain(value.name, limit=_SHOWN)
    else:
        where, words = value.span, _quote(text, value.span)
    head = Text.assemble((f"{index:>4}  ", "dim"), (words, "cyan"), (f"  [{where[0]}:{where[1]}]", "dim"))
    console.print(head, soft_wrap=True)
    details = "  ".join(f"{name} {shown}" for name, shown in _details(text, value))
    console.print(
        Text.assemble("      ", details, ("  by ", "dim"), (value.made_by, "green"), f" {value.rule}".rstrip()),
        soft_wrap=True,
    )


def _details(text: str, value: Value | Actor) -> list[tuple[str, str]]:
    """What the value says, leaving out what it leaves open."""
    found = []
    for field in fields(value):
        content = getattr(value, field.name)
        if field.name not in _HIDDEN and content is not None and content != ():
            whole = field.name == "why"
            found.append((field.name, plain(str(content), limit=_REASON) if whole else _content(text, content)))
    return found


def _content(text: str, content: object) -> str:
    if isinstance(content, Span):
        return _quote(text, content)
    if isinstance(content, tuple):
        return ", ".join(_content(text, part) for part in content)
    if isinstance(content, str | int | float):
        return plain(str(content), limit=_SHOWN)
    named = [getattr(content, name, None) for name in ("name", "actor", "text")]
    if any(named):
        return plain(str(next(filter(None, named))), limit=_SHOWN)
    if isinstance(content, Interval):
        return span_of_days(content.earliest, content.latest)
    return " ".join(f"{field.name} {getattr(content, field.name)}" for field in fields(content))  # type: ignore[arg-type]


def _quote(text: str, span: Span) -> str:
    return f"“{plain(text[span[0] : span[1]], limit=_SHOWN)}”"
