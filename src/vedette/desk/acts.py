"""The forms of the desk: judgements and their undoing, what was read, how the desk shall look."""

from collections.abc import Iterable
from typing import cast, get_args

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from vedette.desk.around import THEMES, analyst, back, remember
from vedette.desk.index import Index
from vedette.desk.records import Records
from vedette.errors import InputError
from vedette.read.gazetteer import names
from vedette.record import Judgement, Ruling, Site
from vedette.record.judgement import Act, EventType, Grade, Toll
from vedette.store.replay import site_named

_NO_TARGET = ("rename", "rate-source")
_WHY = "decided on the desk"


def routes() -> Iterable[Route]:
    """The addresses that forms are sent to."""
    yield Route("/judge", _judge, methods=["POST"])
    yield Route("/undo", _undo, methods=["POST"])
    yield Route("/seen", _seen, methods=["POST"])
    yield Route("/wishes", _wishes, methods=["POST"])


async def _judge(request: Request) -> Response:
    form = await request.form()
    by = analyst(request, form.get("by"))
    made = await run_in_threadpool(judge, request.app.state.records, form, by=by)
    answer = back(form.get("next"), done=made.number)
    remember(answer, "analyst", by)
    return answer


async def _undo(request: Request) -> Response:
    form = await request.form()
    by = analyst(request, form.get("by"))
    records: Records = request.app.state.records
    number = _whole(form, "number")
    if number is None:
        raise InputError("say which judgement is to be undone")
    made = await run_in_threadpool(
        lambda: records.desk.undo(number, by=by, why=_text(form, "why") or "taken back on the desk")
    )
    return back(form.get("next"), done=made.number)


async def _seen(request: Request) -> RedirectResponse:
    """All that is recorded so far has been read."""
    form = await request.form()
    records: Records = request.app.state.records
    answer = back(form.get("next"))
    last = await run_in_threadpool(records.desk.last_moment)
    remember(answer, "seen", last or "")
    return answer


async def _wishes(request: Request) -> RedirectResponse:
    """How names are written, light or dark, who judges."""
    form = await request.form()
    answer = back(form.get("next"))
    for name, allowed in (("names", (names.DEFAULT, *names.policies())), ("theme", THEMES)):
        if _text(form, name) in allowed:
            remember(answer, name, _text(form, name))
    if name := _text(form, "analyst"):
        remember(answer, "analyst", name)
    return answer


def judge(records: Records, form: FormData, *, by: str) -> Judgement:
    """Record what a form decides; incidents are named by a mention, so that a late form meets the right one."""
    index = records.index()
    ruling = ruling_of(form, index)
    named = [str(value) for value in form.getlist("target") if value]
    if ruling.act in _NO_TARGET:
        named = []
    elif ruling.act != "split":
        named = list(dict.fromkeys(index.incident(name).id for name in named))
    return records.desk.judge(ruling, named, by=by, why=_text(form, "why") or _WHY)


def ruling_of(form: FormData, index: Index) -> Ruling:
    """A form's fields as a ruling; raises `InputError` for a ruling that decides nothing."""
    act, kind = _text(form, "act"), _text(form, "type") or None
    if act not in get_args(Act):
        raise InputError(f"no such judgement: {act[:40]!r}")
    if kind is not None and kind not in get_args(EventType):
        raise InputError(f"no such type: {kind[:40]!r}")
    low, best, high = (_whole(form, name) for name in ("low", "best", "high"))
    counts = act == "set-figure"
    return Ruling(
        act=cast("Act", act),
        type=cast("EventType | None", kind),
        mode=_text(form, "mode") or None,
        site=_site(form, index) if act == "relocate" else None,
        earliest=_text(form, "earliest") or None,
        latest=_text(form, "latest") or _text(form, "earliest") or None,
        name=_text(form, "name") or None,
        to=_text(form, "to") or None,
        measure=cast("Toll", _text(form, "measure")) if counts else None,
        low=best if counts and low is None else low,
        best=best,
        high=best if counts and high is None else high,
        grade=cast("Grade | None", _text(form, "grade") or None),
    )


def _site(form: FormData, index: Index) -> Site:
    """The place that a form names; its point comes from the form or from the reports, else it stays unknown."""
    place, point = _text(form, "place"), [_text(form, name) for name in ("lat", "lon")]
    if not any(point):
        return site_named(index.record, place)
    try:
        return Site(name=place, lat=float(point[0]), lon=float(point[1]), precision=1)
    except ValueError as error:
        raise InputError(f"not a point: {point[0][:20]}, {point[1][:20]}") from error


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def _whole(form: FormData, name: str) -> int | None:
    given = _text(form, name)
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 12):
        raise InputError(f"{name}: not a whole number: {given[:40]!r}")
    return int(given)
