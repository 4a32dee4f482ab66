"""The desk as a web application: the pages, the forms, the JSON interface, behind one guard."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from importlib import resources

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from vedette.desk import acts, adding, api, sending, team, watching
from vedette.desk.around import Settings, surroundings
from vedette.desk.pages import SIGHTS, Shown, Sight
from vedette.desk.records import Records
from vedette.desk.render import page
from vedette.desk.safety import Guard
from vedette.errors import NotThereError, VedetteError
from vedette.store import Desk

_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_YEAR = 365 * 24 * 3600


def build(desk: Desk, *, settings: Settings | None = None) -> Starlette:
    """The application for one desk."""
    settings = settings or Settings()
    members = team.Team(settings.people) if settings.people else None
    app = Starlette(
        routes=[*_routes(), *(team.routes() if members else ())],
        middleware=[Middleware(Guard, hosts=settings.hosts), *_sign_in(members, settings)],
        exception_handlers={VedetteError: _problem, 404: _missing},
    )
    app.state.records = Records(desk)
    app.state.settings = settings
    app.state.jobs = adding.Jobs()
    app.state.team = members
    return app


def _sign_in(members: team.Team | None, settings: Settings) -> Iterable[Middleware]:
    """Nobody signs in on a desk of one's own."""
    if members is not None:
        yield Middleware(team.SignedIn, team=members, token=settings.token)


def _routes() -> Iterable[Route]:
    yield Route("/static/{name}", _asset)
    yield from api.routes()
    yield from acts.routes()
    yield from adding.routes()
    yield from sending.routes()
    yield from watching.routes()
    for sight in SIGHTS:
        yield Route(sight.path, partial(_sight, sight), name=sight.title)


async def _sight(sight: Sight, request: Request) -> Response:
    """One page of the table."""
    return await run_in_threadpool(_shown, sight, request)


def _shown(sight: Sight, request: Request) -> Response:
    around = surroundings(request)
    asked = {**request.query_params, **request.path_params}
    if sight.path == "/" and "since" not in asked:
        asked["since"] = around.wishes.seen
    records: Records = request.app.state.records
    index = records.index(around.as_known_at)
    view = sight.view(Shown(desk=records.desk, index=index, as_known_at=around.as_known_at), asked)
    html = page(sight.template, around, view=view, asked=asked, title=sight.title, settings=request.app.state.settings)
    return HTMLResponse(html)


async def _asset(request: Request) -> Response:
    """Style, script and icon of the desk itself."""
    name = request.path_params["name"]
    if name not in ("desk.css", "desk.js", "favicon.svg"):
        return await _missing(request, NotThereError("no such file"))
    data = resources.files("vedette.desk").joinpath("static", name).read_bytes()
    kind = _TYPES[name.rpartition(".")[2]]
    return Response(data, media_type=kind, headers={"cache-control": f"max-age={_YEAR}"})


async def _problem(request: Request, error: Exception) -> Response:
    """An error of the user's: one clear line."""
    return _said(request, str(error), status=404 if isinstance(error, NotThereError) else 400)


async def _missing(request: Request, error: Exception) -> Response:
    return _said(request, "There is no such page on this desk.", status=404)


def _said(request: Request, message: str, *, status: int) -> Response:
    if request.url.path.startswith("/api/"):
        return api.answer({"error": message}, status=status)
    around = replace(surroundings(request), as_known_at=None)
    return HTMLResponse(page("problem.html", around, title="Not found", message=message), status_code=status)
