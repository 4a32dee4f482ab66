"""The forms of the page Watch: answers to alerts, a look for reasons to warn, a backtest while one waits."""

from collections.abc import Iterable
from typing import cast, get_args

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from vedette.desk.around import analyst, back, remember
from vedette.desk.records import Records
from vedette.desk.views.watch import own
from vedette.errors import InputError
from vedette.store import Desk
from vedette.watch.definitions import indicators
from vedette.watch.measure import keep, measure
from vedette.watch.warn import Act, answer, raise_new

MOST = 300
"""Reports of a record that is replayed while the user waits; for more there is the command."""


def routes() -> Iterable[Route]:
    """The addresses that forms are sent to."""
    yield Route("/watch/answer", _answer, methods=["POST"])
    yield Route("/watch/look", _look, methods=["POST"])
    yield Route("/watch/backtest", _backtest, methods=["POST"])


async def _answer(request: Request) -> Response:
    form = await request.form()
    records: Records = request.app.state.records
    given = {name: str(form.get(name) or "").strip() for name in ("alert", "act", "why", "by")}
    if given["act"] not in get_args(Act):
        raise InputError(f"no such answer: {given['act'][:40]!r}")
    by, act = analyst(request, given["by"]), cast("Act", given["act"])
    why = given["why"] or ("" if act == "remark" else "decided on the desk")
    await run_in_threadpool(lambda: answer(records.desk, given["alert"], act, by=by, why=why))
    sent = back(form.get("next") or "/watch")
    remember(sent, "analyst", by)
    return sent


async def _look(request: Request) -> Response:
    """Warn of what the record gives reason for now, as `vedette watch` does after each round."""
    records: Records = request.app.state.records
    await run_in_threadpool(lambda: raise_new(records.desk, indicators(own(records.desk))))
    return back("/watch")


async def _backtest(request: Request) -> Response:
    records: Records = request.app.state.records
    await run_in_threadpool(_replay, records.desk)
    return back("/watch#backtest")


def _replay(desk: Desk) -> None:
    record = desk.record()
    if len(record.reports) > MOST:
        raise InputError(
            f"{len(record.reports):,} reports are too many to replay while you wait (at most {MOST}): "
            "`vedette backtest` does it and leaves its result here"
        )
    keep(desk, measure(record, indicators(own(desk))))
