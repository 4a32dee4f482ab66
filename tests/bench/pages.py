"""An archive of saved web pages, made up: reports with known copies, as four kinds of sites would show them.

Each page has the furniture of its site around the report: menus, a cookie notice, related stories, sharing, comments,
a letter to sign up for, scripts and styles. An outlet keeps its kind of site.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader

from tests.bench.prose import sentence
from tests.synthetic import Prose, Told, stream

Form = Literal["short", "long"]
PROSE: dict[Form, Prose] = {
    "short": Prose(sentence=sentence, agency=(4, 12), others=(3, 8)),
    "long": Prose(sentence=sentence, agency=(16, 36), others=(14, 30)),
}
_SITES = ("modern.html", "blocks.html", "weblog.html", "tables.html")
_SECTIONS = ("World", "Politics", "Conflict", "Economy", "Sport", "Culture", "Science", "Opinion", "Video", "Letters")
_RELATED = 8
_TITLE_WORDS = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a site fills in."""

    id: str
    title: str
    outlet: str
    published: str
    paragraphs: list[str]
    copied: bool
    related: list["Page"]
    sections: tuple[str, ...] = _SECTIONS

    @property
    def url(self) -> str:
        """The address that the page gives itself."""
        return f"https://{self.outlet.lower().replace(' ', '')}.example/{self.published}/{self.id}.html"

    @property
    def words(self) -> int:
        """Length of its text."""
        return sum(len(text.split()) for text in self.paragraphs)


def pages(count: int, form: Form) -> Iterator[Page]:
    """So many pages in the order of their days, always the same."""
    before: list[Page] = []
    for told in stream(count, prose=PROSE[form]):
        page = _page(told, before[-_RELATED:])
        before = [*before[1 - _RELATED :], replace(page, related=[])]
        yield page


def write(folder: Path, made: Iterator[Page], *, shard: int) -> Iterator[Page]:
    """Write the pages as files, so many to a folder, and hand them on."""
    sites = Environment(loader=FileSystemLoader(Path(__file__).with_name("sites")), autoescape=True)
    number = 0
    while some := list(islice(made, shard)):
        inside = folder / f"shard{number:04d}"
        inside.mkdir(parents=True)
        for page in some:
            site = sites.get_template(_SITES[sum(page.outlet.encode()) % len(_SITES)])
            (inside / f"{page.id}.html").write_text(site.render(page=page), encoding="utf-8")
        number += 1
        yield from some


def _page(told: Told, related: list[Page]) -> Page:
    report = told.report
    paragraphs = report.text.split("\n\n")
    return Page(
        id=report.id,
        title=" ".join(paragraphs[0].split(". ")[0].split()[:_TITLE_WORDS]).rstrip(".,”"),
        outlet=str(report.outlet),
        published=str(report.published),
        paragraphs=paragraphs,
        copied=told.parent is not None,
        related=related,
    )
