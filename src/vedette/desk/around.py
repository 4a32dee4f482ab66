"""Where a request is on the desk: the moment it asks for, what its user has chosen, and where a form leads back to."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import RedirectResponse

from vedette.desk.records import Records
from vedette.desk.render import Page, Wishes
from vedette.desk.safety import LOCAL_NAMES
from vedette.read.gazetteer import names

if TYPE_CHECKING:
    from vedette.desk.team import Person

AS_KNOWN_AT = "as_known_at"
THEMES = ("auto", "light", "dark")
_LONGEST = 80
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a desk is served: the names it answers to, who judges unless a form says so, the token that may write."""

    hosts: tuple[str, ...] = LOCAL_NAMES
    analyst: str = "analyst"
    token: str | None = None
    banner: bool = False
    fetch: bool = False
    """May pages be fetched by their address, when a user asks for it?"""
    people: "tuple[Person, ...]" = ()
    """Who may sign in; nobody has to where it is empty."""


def surroundings(request: Request) -> Page:
    """Where a request is, the moment it asks for, and what its user has chosen."""
    settings: Settings = request.app.state.settings
    records: Records = request.app.state.records
    cookies = request.cookies
    theme, policy = cookies.get("theme", ""), cookies.get("names", "")
    return Page(
        path=request.url.path,
        query={key: value for key, value in request.query_params.items() if key != AS_KNOWN_AT},
        wishes=Wishes(
            names=policy if policy in names.policies() else names.DEFAULT,
            theme=theme if theme in THEMES else "auto",
            analyst=signed_in(request) or read_cookie(cookies.get("analyst", "")) or settings.analyst,
            team=bool(settings.people),
            seen=read_cookie(cookies.get("seen", "")),
        ),
        desk_name=records.desk.place.rstrip("/").rpartition("/")[2],
        as_known_at=request.query_params.get(AS_KNOWN_AT) or None,
        reading=records.reading,
    )


def signed_in(request: Request) -> str:
    """The name of the person who is signed in; empty on a desk without sign-in."""
    person: Person | None = request.scope.get("person")
    return person.name if person is not None else ""


def analyst(request: Request, given: object) -> str:
    """Who decides: the person signed in, else the name that the form gives, else the one chosen before."""
    return signed_in(request) or str(given or "").strip() or surroundings(request).wishes.analyst


def remember(response: RedirectResponse, name: str, value: str) -> None:
    """Keep a choice in the browser, out of reach of scripts and other sites."""
    kept = quote(value[:_LONGEST])
    response.set_cookie(name, kept, max_age=_YEAR, httponly=True, samesite="strict", path="/")


def read_cookie(value: str) -> str:
    """A choice as it was kept; nothing for what we did not write."""
    text = unquote(value)
    return text if len(text) <= _LONGEST and text.isprintable() else ""


def back(wanted: object, **query: object) -> RedirectResponse:
    """On to a page of the desk; an address elsewhere leads to the first page."""
    path = str(wanted or "/")
    if not path.startswith("/") or path.startswith(("//", "/\\")) or not path.isprintable():
        path = "/"
    place, mark, anchor = path.partition("#")
    given = "&".join(f"{key}={quote(str(value))}" for key, value in query.items())
    joined = f"{place}{'&' if '?' in place else '?'}{given}" if given else place
    return RedirectResponse(joined + mark + anchor, status_code=303)
