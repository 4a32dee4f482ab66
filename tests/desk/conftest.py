"""Desks of the example crisis, a client that sends what a browser would send, and one browser for all tests."""

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from starlette.testclient import TestClient

from tests.desk.desks import ReaderEngine, example
from vedette.desk.app import build
from vedette.desk.around import Settings
from vedette.desk.serving import address, listener
from vedette.read import Reader
from vedette.store import Desk

CHROMIUM = "/usr/bin/chromium"
BASE = "http://127.0.0.1:8600"


@pytest.fixture(scope="session")
def engine(reader: Reader) -> ReaderEngine:
    return ReaderEngine(reader)


@pytest.fixture(scope="session")
def kosovo(tmp_path_factory: pytest.TempPathFactory, engine: ReaderEngine) -> Path:
    """The example crisis, read; never to be changed."""
    folder = tmp_path_factory.mktemp("desk") / "kosovo"
    example(folder, engine)
    return folder


@pytest.fixture
def desk(kosovo: Path, tmp_path: Path, engine: ReaderEngine) -> Desk:
    """A copy of the example crisis, to be judged and added to."""
    shutil.copytree(kosovo, tmp_path / "kosovo")
    return Desk.open(tmp_path / "kosovo", engine=engine)


def client_of(desk: object, **settings: object) -> TestClient:
    app = build(desk, settings=Settings(analyst="Ana", **settings))
    return TestClient(app, base_url=BASE, headers={"origin": BASE}, follow_redirects=False)


@pytest.fixture
def client(desk: Desk) -> TestClient:
    return client_of(desk)


@pytest.fixture(scope="session")
def shown(kosovo: Path, engine: ReaderEngine) -> TestClient:
    """For tests that only look."""
    return client_of(Desk.open(kosovo, engine=engine))


class Server:
    """A desk on a port of its own, in a thread."""

    def __init__(self, desk: object, **settings: object) -> None:
        self.listening = listener(0)
        self.url = address(self.listening)
        app = build(desk, settings=Settings(analyst="Ana", **settings))
        self.server = uvicorn.Server(uvicorn.Config(app, log_level="error", server_header=False))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.listening]}, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(timeout=5)


@pytest.fixture
def served(desk: Desk) -> Iterator[Server]:
    server = Server(desk, banner=True)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Debian's Chromium; without it these tests are skipped with a word, and fail where nothing may be skipped."""
    if not Path(CHROMIUM).exists():
        message = f"{CHROMIUM} is not installed: the desk was not tried in a browser (apt-get install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


class Watched:
    """A page of the browser that notes what must not happen: errors, dialogs, requests that leave this machine."""

    def __init__(self, browser: object, url: str, **context: object) -> None:
        self.context = browser.new_context(base_url=url, **context)
        self.page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("console", lambda said: said.type in ("error", "warning") and self.wrong.append(said.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.wrong.append("dialog"), dialog.dismiss()))
        self.context.on("request", lambda sent: sent.url.startswith(url) or self.wrong.append(f"left: {sent.url}"))


@pytest.fixture
def watched(browser: object, served: Server) -> Iterator[Watched]:
    page = Watched(browser, served.url)
    yield page
    page.context.close()
    assert page.wrong == []
