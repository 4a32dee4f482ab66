"""Adding reports on the desk: files, a pasted text or a list of addresses, taken in and read in the background."""

import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from threading import Lock, Thread

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from vedette.desk import api
from vedette.desk.around import Settings, back, surroundings
from vedette.desk.records import Records
from vedette.desk.render import page
from vedette.errors import InputError, NotThereError, VedetteError
from vedette.intake import Origin, Quarantined, Taken, take_bytes

_MAX_FILES = 2000
_MAX_BYTES = 200_000_000
_REFUSALS = 100
_KEPT = 20
_MAX_ADDRESSES = 200

Items = Sequence[tuple[str, bytes]]
"""(name, bytes) of what was offered."""


@dataclass(slots=True)
class Job:
    """One batch on its way in: how many items ended how, how many reports are read, what went wrong."""

    id: str
    offered: int
    counts: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[str, str]] = field(default_factory=list)
    read: int = 0
    to_read: int = 0
    state: str = "taking in"
    problem: str = ""

    @property
    def done(self) -> bool:
        """Is there nothing more to come?"""
        return self.state in ("done", "failed")


class Jobs:
    """The batches of this run of the program, the last ones only; one at a time goes in."""

    def __init__(self) -> None:
        self._kept: dict[str, Job] = {}
        self._turn = Lock()

    def get(self, job: str) -> Job:
        """The batch of that id; raises `NotThereError` when there is none."""
        if job not in self._kept:
            raise NotThereError("no such batch; its reports are on the desk if it had ended")
        return self._kept[job]

    def start(self, records: Records, items: Items, addresses: Sequence[str] = ()) -> Job:
        """Take in and read in the background; `addresses` are pages to be fetched first."""
        job = Job(id=secrets.token_hex(6), offered=len(items) + len(addresses))
        self._kept[job.id] = job
        for old in list(self._kept)[:-_KEPT]:
            del self._kept[old]
        Thread(target=self._run, args=(records, chain(_taken(items), _fetched(addresses)), job), daemon=True).start()
        return job

    def _run(self, records: Records, items: Iterable[Taken], job: Job) -> None:
        with self._turn:
            try:
                self._take(records, items, job)
                job.state = "done"
            except (VedetteError, OSError) as error:
                job.problem, job.state = str(error), "failed"
            finally:
                records.reading = False

    def _take(self, records: Records, items: Iterable[Taken], job: Job) -> None:
        records.index()
        for entry in records.desk.add(items):
            job.counts[entry.outcome] += 1
            if entry.outcome == "quarantined" and len(job.refused) < _REFUSALS:
                job.refused.append((str(entry.item.origin), entry.reason))
            records.reading = True
        job.state = "reading"

        def progress(done: int, total: int) -> None:
            job.read, job.to_read = done, total

        records.desk.record(progress=progress)


def _taken(items: Iterable[tuple[str, bytes]]) -> Iterator[Taken]:
    for source, data in items:
        yield from take_bytes(source, data)


def _fetched(addresses: Sequence[str]) -> Iterator[Taken]:
    """The pages at some addresses, each taken or set aside with its reason."""
    if not addresses:
        return
    try:
        from vedette.intake.web.fetch import Fetcher
    except ImportError as error:
        raise InputError(f"fetching needs {error.name}: pip install 'vedette[watch]'") from error
    with Fetcher() as fetcher:
        for address in addresses:
            found = fetcher.get(address)
            if found.outcome == "fetched":
                yield from take_bytes(address, found.body)
            else:
                yield Quarantined(origin=Origin(source=address), kind="page", reason=found.reason or "not changed")


def routes() -> Iterable[Route]:
    """The pages and the form for adding."""
    yield Route("/add", _form, methods=["GET"])
    yield Route("/add", _add, methods=["POST"])
    yield Route("/add/{job}", _progress)
    yield Route("/api/add/{job}", _progress_data)


async def _form(request: Request) -> Response:
    return _page(request, problem="", status=200)


def _page(request: Request, *, problem: str, status: int) -> Response:
    settings: Settings = request.app.state.settings
    html = page("add.html", surroundings(request), title="Add reports", problem=problem, fetch=settings.fetch)
    return HTMLResponse(html, status_code=status)


async def _add(request: Request) -> Response:
    form = await request.form(max_files=_MAX_FILES, max_part_size=_MAX_BYTES)
    items = await _items(form)
    settings: Settings = request.app.state.settings
    addresses = _addresses(form) if settings.fetch else []
    if not items and not addresses:
        return _page(request, problem="Choose files or paste a text first.", status=400)
    jobs: Jobs = request.app.state.jobs
    return back(f"/add/{jobs.start(request.app.state.records, items, addresses).id}")


def _addresses(form: FormData) -> list[str]:
    """The addresses of a form, one a line."""
    given = form.get("addresses")
    return list(dict.fromkeys(given.split()))[:_MAX_ADDRESSES] if isinstance(given, str) else []


async def _items(form: FormData) -> list[tuple[str, bytes]]:
    """What a form offers: (name, bytes)."""
    found = []
    for upload in form.getlist("files"):
        if isinstance(upload, UploadFile) and (upload.filename or upload.size):
            found.append((upload.filename or "file", await upload.read()))
    text = form.get("text")
    if isinstance(text, str) and text.strip():
        found.append(("pasted.txt", text.replace("\r\n", "\n").encode("utf-8", "replace")))
    return found


async def _progress(request: Request) -> Response:
    jobs: Jobs = request.app.state.jobs
    job = jobs.get(request.path_params["job"])
    return HTMLResponse(page("adding.html", surroundings(request), title="Adding reports", job=job))


async def _progress_data(request: Request) -> Response:
    jobs: Jobs = request.app.state.jobs
    job = jobs.get(request.path_params["job"])
    return api.answer({"state": job.state, "read": job.read, "to_read": job.to_read, "counts": dict(job.counts)})
