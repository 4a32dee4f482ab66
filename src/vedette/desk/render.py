"""Pages from views: templates that escape everything, links that keep the moment, names as the user wants them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import cast
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from vedette.brief import words
from vedette.desk.safety import web_address
from vedette.desk.views.parts import STATUS
from vedette.read.gazetteer import names

_ASSETS = ("desk.css", "desk.js", "favicon.svg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the user has chosen, kept in the browser: names, light or dark, who judges, what was read."""

    names: str = names.DEFAULT
    theme: str = "auto"
    analyst: str = ""
    seen: str = ""
    team: bool = False
    """Is the name that of the person signed in, and not one's own choice?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One request's surroundings: where it is, what moment it shows, what the user has chosen."""

    path: str
    query: Mapping[str, str]
    wishes: Wishes
    desk_name: str
    as_known_at: str | None = None
    reading: bool = False

    def to(self, path: str, *, at: str | None = None, **query: object) -> str:
        """An address on the desk that keeps the moment; `at` is the place on that page."""
        given = {key: str(value) for key, value in query.items() if value not in (None, "")}
        if self.as_known_at:
            given["as_known_at"] = self.as_known_at
        asked = f"?{urlencode(given)}" if given else ""
        return quote(path, safe="/%:#") + asked + (f"#{at}" if at else "")

    def again(self, **query: object) -> str:
        """This very page with some of its query changed; None takes a part away."""
        given: dict[str, object] = {**self.query, "done": None, **query}
        given.pop("at", None)
        return self.to(self.path, at=None, **given)


def page(template: str, around: Page, **shown: object) -> str:
    """One page as HTML."""
    return environment().get_template(template).render(page=around, **shown)


@cache
def environment() -> Environment:
    """The templates with what they may call."""
    made = Environment(
        loader=PackageLoader("vedette.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"named": _named, "web": web_address, "moment": moment, "many": words.plural}
    made.globals |= {"assets": assets(), "policies": names.policies(), "status_words": STATUS}
    return made


@pass_context
def _named(context: Context, label: str) -> str:
    """A label of ours with its places as the user wants them named."""
    return names.named(label, cast("Page", context["page"]).wishes.names)


def moment(stamp: str | None) -> str:
    """A moment of the desk in words: `14 Jun 2023, 18:05 UTC`."""
    return f"{words.day(stamp)}, {stamp[11:16]} UTC" if stamp else ""


@cache
def assets() -> Mapping[str, str]:
    """The addresses of style and script; they change with their content."""
    folder = resources.files("vedette.desk").joinpath("static")
    marks = {name: hashlib.sha256(folder.joinpath(name).read_bytes()).hexdigest()[:10] for name in _ASSETS}
    return {name: f"/static/{name}?v={mark}" for name, mark in marks.items()}
