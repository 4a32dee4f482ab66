"""The brief as a download."""

from collections.abc import Iterable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from vedette.brief import compose, html, markdown
from vedette.desk.around import surroundings
from vedette.desk.records import Records
from vedette.desk.render import page
from vedette.errors import NotThereError

_FORMATS = {"html": ("text/html; charset=utf-8", html), "md": ("text/markdown; charset=utf-8", markdown)}


def routes() -> Iterable[Route]:
    """The page that offers briefs, and the files."""
    yield Route("/brief", _offer)
    yield Route("/brief/download", _download)


async def _offer(request: Request) -> Response:
    return HTMLResponse(page("brief.html", surroundings(request), title="Brief", formats=tuple(_FORMATS)))


async def _download(request: Request) -> Response:
    return await run_in_threadpool(_written, request)


def _written(request: Request) -> Response:
    wanted = request.query_params.get("format", "html")
    if wanted not in _FORMATS:
        raise NotThereError(f"no format {wanted[:20]!r}; there are {', '.join(_FORMATS)}")
    kind, write = _FORMATS[wanted]
    records: Records = request.app.state.records
    record = records.index(surroundings(request).as_known_at).record
    day = (record.as_known_at or records.desk.last_moment() or "")[:10]
    disposition = f'attachment; filename="brief-{day}.{wanted}"'
    return Response(write(compose(record)), media_type=kind, headers={"content-disposition": disposition})
