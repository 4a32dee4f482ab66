"""The brief: what the user chooses, and the file."""

from collections.abc import Iterable
from typing import cast, get_args

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from vedette.brief import Brief, compose, docx, html, markdown, pdf
from vedette.brief.arrange import arrange
from vedette.brief.lint import check
from vedette.brief.setting import TLPS, ProfileName, Setting, Tlp
from vedette.desk.around import surroundings
from vedette.desk.records import Records
from vedette.desk.render import page
from vedette.errors import NotThereError
from vedette.read.gazetteer.names import labelled

_PROFILES = {
    "un": "UN situation report",
    "intsum": "intelligence summary",
    "intrep": "report on one incident",
    "timeline": "timeline",
}
_FORMATS = {
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def routes() -> Iterable[Route]:
    """The page that offers briefs, and the files."""
    yield Route("/brief", _offer)
    yield Route("/brief/download", _download)


async def _offer(request: Request) -> Response:
    around = surroundings(request)
    return HTMLResponse(
        page("brief.html", around, title="Brief", formats=tuple(_FORMATS), profiles=_PROFILES, markings=TLPS)
    )


async def _download(request: Request) -> Response:
    return await run_in_threadpool(_file, request)


def _file(request: Request) -> Response:
    asked, around = request.query_params, surroundings(request)
    kind, profile, tlp = asked.get("format", "html"), asked.get("profile", "un"), asked.get("tlp", "AMBER")
    for wanted, known in ((kind, tuple(_FORMATS)), (profile, get_args(ProfileName)), (tlp, TLPS)):
        if wanted not in known:
            raise NotThereError(f"no {wanted[:20]!r} among {', '.join(known)}")
    records: Records = request.app.state.records
    record = records.index(around.as_known_at).record
    since = asked.get("since")
    made = compose(
        labelled(record, around.wishes.names),
        title=asked.get("title", "").strip()[:200] or "Situation brief",
        before=labelled(records.index(since).record, around.wishes.names) if since else None,
        setting=Setting(profile=cast("ProfileName", profile), tlp=cast("Tlp", tlp), by=around.wishes.analyst),
        about=asked.get("incident") or None,
    )
    check(arrange(made))
    day = (record.as_known_at or records.desk.last_moment() or "")[:10]
    disposition = f'attachment; filename="brief-{profile}-{day}.{kind}"'
    return Response(_written(made, kind), media_type=_FORMATS[kind], headers={"content-disposition": disposition})


def _written(made: Brief, kind: str) -> bytes:
    if kind in ("docx", "pdf"):
        return (docx if kind == "docx" else pdf)(made)
    return (html if kind == "html" else markdown)(made).encode("utf-8")
