"""Tables in Markdown, for the terminal and for the docs alike, and the place in the docs that they go to."""

import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tests.bench.texts import ROOT

PAGE = ROOT / "docs" / "quality.md"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table whose columns stand under each other; those whose heads begin with `#` to the right, without the mark."""
    right = [cell.startswith("#") for cell in head]
    named = [cell.removeprefix("#") for cell in head]
    widths = [max(3, *(len(row[n]) for row in (named, *rows))) for n in range(len(head))]
    rule = ["-" * (width - 1) + ":" if to_right else "-" * width for width, to_right in zip(widths, right, strict=True)]

    def line(cells: Sequence[str]) -> str:
        placed = (c.rjust(w) if r else c.ljust(w) for c, w, r in zip(cells, widths, right, strict=True))
        return f"| {' | '.join(placed)} |"

    return "\n".join(map(line, (named, rule, *rows)))


def when() -> str:
    """The day and the commit of a measurement."""
    asked = ["git", "describe", "--always", "--dirty"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    today = date.today()  # noqa: DTZ011 - the day where it was measured
    return f"Measured on {today.day} {today:%B %Y}" + (f", commit {done.stdout.strip()}" if done.stdout else "")


def keep(name: str, text: str, page: Path = PAGE) -> None:
    """Put a text into the page between the marks of that name; raises `ValueError` when it has none."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before, found, rest = page.read_text("utf-8").partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"{page}: no marks {begin} and {end}")
    page.write_text(f"{before}{begin}\n\n{text.strip()}\n\n{end}{after}", encoding="utf-8")
