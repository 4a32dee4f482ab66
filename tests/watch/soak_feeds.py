"""A day of feeds in minutes: real fetching, intake and store, a simulated clock, a process that is killed on the way.

By hand: `python -m tests.watch.soak_feeds 50000`. It prints what the test asserts on a small form.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Lock, Thread

from tests.stub_engine import StubEngine
from vedette.store import Desk
from vedette.watch.run import watch
from vedette.watch.settings import Channel, Settings, Source

START = datetime(2023, 6, 1, tzinfo=UTC)
EVERY = timedelta(minutes=15)
_WINDOW = 3
"""A feed shows so many of its last chunks, as real feeds do: an item that is not fetched by then is lost."""
_BODY = (
    "<html><head><title>Report {n}</title></head><body><nav>Home World Contact</nav><article><h1>Report {n}</h1>"
    "<p>Police closed bridge {n} at Dolna on Monday after a clash in which {m} officers were hurt, it was said.</p>"
    "<p>Traffic was led over village road {k} until the evening. The mayor asked both sides for calm.</p>"
    "<p>The station at crossing {n} had no further word on the {m} officers.</p></article></body></html>"
)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """So many items, over so many feeds, in so many looks at each."""

    items: int
    feeds: int
    rounds: int

    def shown(self, feed: int, look: int) -> range:
        """The items of a feed that its `look`-th look (from 1) finds."""
        mine = range(feed, self.items, self.feeds)
        chunk = -(-len(mine) // self.rounds)
        return mine[max(0, (look - _WINDOW) * chunk) : look * chunk]


@dataclass(kw_only=True)
class Served:
    """What the server has been asked for."""

    base: str = ""
    looks: Counter[int] = field(default_factory=Counter)
    pages: int = 0


@contextmanager
def serving(plan: Plan) -> Iterator[Served]:
    """The feeds and their pages on a port of their own; each look at a feed finds its next items."""
    served, lock = Served(), Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            kind, _, number = self.path[1:].partition("/")
            if kind not in ("feed", "page"):
                self._say(404, b"")
                return
            with lock:
                served.looks[int(number)] += kind == "feed"
                served.pages += kind == "page"
                look = served.looks[int(number)]
            self._say(200, _feed(served.base, plan.shown(int(number), look)) if kind == "feed" else _page(int(number)))

        def _say(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served.base = f"http://127.0.0.1:{server.server_address[1]}"
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()


def _feed(base: str, shown: range) -> bytes:
    items = "".join(f"<item><link>{base}/page/{n}</link><title>Report {n}</title></item>" for n in shown)
    return f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()


def _page(number: int) -> bytes:
    return _BODY.format(n=number, m=number % 7 + 2, k=number % 97 + 1).encode()


class _Clock:
    """A clock that moves only when the watch sleeps, and ends the watch when the day is over."""

    def __init__(self, begin: datetime, end: datetime) -> None:
        self.now, self.end = begin, end

    def __call__(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        if self.now >= self.end:
            raise SystemExit(0)


def child(folder: str, base: str, feeds: int, rounds: int, log: str) -> None:
    """The watch itself, going on where the one before it was stopped; after each round a line about itself."""
    last = max((note.recorded_at for note in Desk.open(folder).notes("source")), default=None)
    clock = _Clock(datetime.fromisoformat(last) if last else START, START + rounds * EVERY)
    desk = Desk.open(folder, clock=clock, engine=StubEngine())
    sources = tuple(Source(url=f"{base}/feed/{n}", every=EVERY.total_seconds() / 60) for n in range(feeds))
    settings = Settings(sources=sources, channels=(Channel(kind="terminal"),), allow=("127.0.0.1",), pause=0)

    def heard(tally: object, new: object, failed: int) -> None:
        workers = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="utf-8").split()
        row = {"pid": os.getpid(), "memory": _memory("self"), "handles": len([*Path("/proc/self/fd").iterdir()]),
               "worker": sum(map(_memory, workers))}  # fmt: skip
        with Path(log).open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(row) + "\n")

    watch(desk, settings, (), base=Path(folder), say=lambda _: None, heard=heard, now=clock, sleep=clock.sleep)


def _memory(process: str) -> int:
    """Kilobytes that a process holds."""
    rows = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    return next((int(row.split()[1]) for row in rows if row.startswith("VmRSS")), 0)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How the day went. `drift`: growth of memory within the longest life; `handles`: fewest and most open ones."""

    items: int
    reports: int
    lost: int
    doubled: int
    stops: int
    rounds: int
    seconds: float
    drift: float
    worker_drift: float
    handles: tuple[int, int]


def soak(plan: Plan, folder: Path, *, stops: int, say: Callable[[str], None] = lambda _: None) -> Outcome:
    """Follow the feeds for their day, killed (`kill -9` and Ctrl-C in turn) at even shares of the pages."""
    desk, log = Desk.init(folder / "desk", engine=StubEngine()), folder / "rounds.jsonl"
    begin, done = time.monotonic(), 0
    with serving(plan) as served:
        while True:
            command = (sys.executable, "-m", __name__ if __name__ != "__main__" else "tests.watch.soak_feeds", "child",
                       str(folder / "desk"), served.base, str(plan.feeds), str(plan.rounds), str(log))  # fmt: skip
            running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
            while running.poll() is None:
                time.sleep(0.05)
                if done < stops and served.pages >= plan.items * (done + 1) / (stops + 1):
                    running.send_signal((signal.SIGKILL, signal.SIGINT)[done % 2])
                    done += 1
                    running.wait()
                    say(f"stopped at {served.pages} pages, {time.monotonic() - begin:.0f} s")
            if running.returncode == 0:
                break
        seconds = time.monotonic() - begin
        wanted = {f"{served.base}/page/{n}" for n in range(plan.items)}
    found = [report.url for report in desk.record().reports]
    rows = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    lives = Counter(row["pid"] for row in rows)
    life = [row for row in rows if row["pid"] == lives.most_common(1)[0][0]]
    return Outcome(
        items=plan.items,
        reports=len(found),
        lost=len(wanted.difference(found)),
        doubled=len(found) - len(set(found)),
        stops=done,
        rounds=len(rows),
        seconds=seconds,
        drift=_drift([row["memory"] for row in life]),
        worker_drift=_drift([row["worker"] for row in life]),
        handles=(min(row["handles"] for row in life), max(row["handles"] for row in life)),
    )


def _drift(memory: list[int]) -> float:
    """Growth from the second fifth of a life (the first is warming up) to its last."""
    fifth = max(1, len(memory) // 5)
    return median(memory[-fifth:]) / median(memory[fifth : 2 * fifth] or memory) - 1


def main(items: int) -> None:
    """The whole test, its figures on standard output."""
    plan = Plan(items=items, feeds=20, rounds=96 if items >= 20_000 else 24)
    with tempfile.TemporaryDirectory() as folder:
        outcome = soak(plan, Path(folder), stops=6, say=lambda line: print(line, flush=True))
    print(outcome)


if __name__ == "__main__":
    if sys.argv[1] == "child":
        child(sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]), sys.argv[6])
    else:
        main(int(sys.argv[1]))
