"""The watch at work on a server of its own: what is new is recorded once, whatever happens in between."""

import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.intake.web_server import Answer, page, serving
from tests.stub_engine import StubEngine, Ticking
from vedette.errors import InputError
from vedette.intake.opener import Opener
from vedette.intake.web.addresses import Allowed
from vedette.intake.web.fetch import Caps, Fetcher
from vedette.record import encode
from vedette.store import Desk
from vedette.watch.alert import Alert
from vedette.watch.definitions import indicators
from vedette.watch.follow import LIMITS, Follower
from vedette.watch.looks import Look, next_look
from vedette.watch.run import watch
from vedette.watch.settings import EXAMPLE, Channel, Settings, Source, load
from vedette.watch.warn import answer, deliver, on_record, raise_new

from . import test_watch_alerts as made

HOME = Allowed.of(["127.0.0.1"])
START = datetime(2023, 6, 1, tzinfo=UTC)
ARTICLE = "<html><head><title>Report {0}</title></head><body><article><p>{1}</p></article></body></html>"
WORDS = (
    "Police closed bridge number {0} at Dolna on Monday after a clash in which officers were hurt, it was said. " * 3
)


def article(number: int, more: str = "") -> Answer:
    return page(ARTICLE.format(number, WORDS.format(number) + more).encode(), content_type="text/html")


def rss(base: str, *numbers: int, updated: str = "2023-06-01") -> bytes:
    items = "".join(
        f"<item><link>{base}/{n}</link><title>Report {n}</title><atom:updated>{updated}T00:00:00Z</atom:updated></item>"
        for n in numbers
    )
    return f'<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>{items}</channel></rss>'.encode()


class World:
    """A desk, a server and a clock."""

    def __init__(self, desk: Desk, base: str, routes: dict[str, Answer], asked, follower: Follower) -> None:  # type: ignore[no-untyped-def]
        self.desk, self.base, self.routes, self.asked, self.follower = desk, base, routes, asked, follower
        self.now = START + timedelta(days=1)

    def look(self, *sources: Source, later: timedelta = timedelta(hours=1)):  # type: ignore[no-untyped-def]
        self.now += later
        return self.follower.round(sources, now=self.now)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    routes: dict[str, Answer] = {}
    desk = Desk.init(str(tmp_path / "desk"), clock=Ticking(START), engine=StubEngine())
    fetcher = Fetcher(allowed=HOME, caps=Caps(pause=0))
    with serving(routes) as (base, asked), fetcher, Opener(limits=LIMITS) as opener:
        yield World(desk, base, routes, asked, Follower(desk, fetcher, opener))


def test_each_page_of_a_feed_is_recorded_once(world: World) -> None:
    source = Source(url=f"{world.base}/rss")
    world.routes |= {"/rss": page(rss(world.base, 1, 2)), "/1": article(1), "/2": article(2)}
    assert world.look(source).ends == {"accepted": 2}
    world.routes["/rss"] = page(rss(world.base, 1, 2, 3))
    world.routes["/3"] = article(3)
    assert world.look(source).ends == {"accepted": 1}
    assert {r.url for r in world.desk.record().reports} == {f"{world.base}/{n}" for n in (1, 2, 3)}
    assert world.asked.paths.count("/1") == 1


def test_an_edited_page_becomes_a_second_version(world: World) -> None:
    source = Source(url=f"{world.base}/rss")
    world.routes |= {"/rss": page(rss(world.base, 1)), "/1": article(1)}
    world.look(source)
    world.routes |= {
        "/rss": page(rss(world.base, 1, updated="2023-06-02")),
        "/1": article(1, "The number was corrected."),
    }
    assert world.look(source).ends == {"accepted": 1}
    assert [r.url for r in world.desk.record().reports] == [f"{world.base}/1"] * 2


def test_an_unchanged_feed_costs_one_question(world: World) -> None:
    def feed(request) -> None:  # type: ignore[no-untyped-def]
        known = request.headers.get("if-none-match") == '"1"'
        (page(b"", 304) if known else page(rss(world.base, 1), etag='"1"'))(request)

    world.routes |= {"/rss": feed, "/1": article(1)}
    world.look(Source(url=f"{world.base}/rss"))
    asked = len(world.asked.paths)
    assert world.look(Source(url=f"{world.base}/rss")).ends == {}
    assert world.asked.paths[asked:] == ["/rss"]


def test_a_source_in_trouble_is_left_alone_longer_each_time(world: World) -> None:
    source = Source(url=f"{world.base}/rss", every=10)
    world.routes["/rss"] = page(b"", 500)
    pauses = []
    for _ in range(3):
        assert world.look(source, later=timedelta(days=2)).refused
        note = world.desk.latest_notes("source")[source.name]
        pauses.append((next_look(source, note) - datetime.fromisoformat(note.recorded_at)).total_seconds() / 60)
    assert pauses == [20, 40, 80]


def test_a_page_that_cannot_be_had_is_in_the_ledger_and_tried_again(world: World) -> None:
    source = Source(url=f"{world.base}/rss")
    world.routes["/rss"] = page(rss(world.base, 1))
    assert world.look(source).ends == {"quarantined": 1}
    assert "404" in world.desk.record().refusals[0].reason
    world.routes["/1"] = article(1)
    assert world.look(source).ends == {"accepted": 1}


def test_a_stop_between_page_and_feed_loses_nothing_and_doubles_nothing(world: World, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    source = Source(url=f"{world.base}/rss")
    world.routes |= {"/rss": page(rss(world.base, *range(1, 9)), etag='"1"')} | {
        f"/{n}": article(n) for n in range(1, 9)
    }
    note = Desk.note
    monkeypatch.setattr(Desk, "note", lambda *args: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        world.look(source)
    monkeypatch.setattr(Desk, "note", note)
    world.look(source)
    assert len(world.desk.record().reports) == 8


def test_lists_of_feeds_and_sitemaps_are_followed(world: World) -> None:
    base = world.base
    world.routes |= {
        "/opml": page(f'<opml><body><outline xmlUrl="{base}/map"/></body></opml>'.encode()),
        "/map": page(f"<sitemapindex><sitemap><loc>{base}/urls</loc></sitemap></sitemapindex>".encode()),
        "/urls": page(f"<urlset><url><loc>{base}/1</loc></url></urlset>".encode()),
        "/1": article(1),
    }
    assert world.look(Source(url=f"{base}/opml")).ends == {"accepted": 1}


def test_folders_and_mailboxes_are_followed_and_need_no_network(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.txt").write_text(WORDS.format(1))
    letter = "From desk Mon Jan  1 00:00:00 2024\nFrom: a@wire.example\nSubject: Bridge\nTo: desk@wire.example\n"
    (tmp_path / "mail").write_text(f"{letter}\n{WORDS.format(2)}\n\n{letter}\n{WORDS.format(3)}\n")
    desk = Desk.init(str(tmp_path / "desk"), clock=Ticking(START), engine=StubEngine())
    sources = (
        Source(folder=str(tmp_path / "inbox")),
        Source(mailbox=str(tmp_path / "mail")),
        Source(url="http://wire.example/"),
    )
    with Opener(limits=LIMITS) as opener:
        follower = Follower(desk, None, opener)
        assert follower.round(sources, now=START).ends == {"accepted": 3}
        (tmp_path / "inbox" / "b.txt").write_text(WORDS.format(4))
        assert follower.round(sources, now=START + timedelta(days=2)).ends["accepted"] == 1
    assert {note.key for note in desk.notes("source")} == {sources[0].name, sources[1].name}


@pytest.fixture
def warned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Desk, tuple[Alert, ...]]:
    """A desk whose record gives reason to warn."""
    desk = Desk.init(str(tmp_path / "desk"), clock=Ticking(START), engine=StubEngine())
    acts = [made.Told(day=made.day(0), type="ASSAULT", text="A man was shot dead.", killed=1)]
    monkeypatch.setattr(Desk, "record", lambda *args, **kwargs: made.record(acts))
    return desk, raise_new(desk, indicators())


def test_an_alert_is_raised_once_and_delivered_once(warned, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    desk, new = warned
    assert [alert.indicator for alert in new] == ["clash-with-casualties"]
    assert raise_new(desk, indicators()) == ()
    said: list[str] = []
    channels = [Channel(kind="terminal"), Channel(kind="file", path="alerts.jsonl")]
    for _ in range(2):
        assert deliver(desk, channels, base=tmp_path, say=said.append, allowed=HOME) == 0
    assert len(said) == 1
    assert [json.loads(row)["id"] for row in (tmp_path / "alerts.jsonl").read_text().splitlines()] == [new[0].id]


def test_a_webhook_gets_a_signed_body_and_is_tried_until_it_takes_it(warned, tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    import hashlib
    import hmac

    desk, new = warned
    monkeypatch.setenv("HOOK", "secret")
    bodies: list[tuple[bytes, dict[str, str]]] = []

    def take(request) -> None:  # type: ignore[no-untyped-def]
        bodies.append((request.body, {k.lower(): v for k, v in request.headers.items()}))
        page(b"", 503 if len(bodies) == 1 else 200)(request)

    with serving({"/hook": take}) as (base, _):
        hook = [Channel(kind="webhook", url=f"{base}/hook", secret="HOOK")]
        failed = [deliver(desk, hook, base=tmp_path, say=print, allowed=HOME) for _ in range(3)]
    assert failed == [1, 0, 0]
    assert len(bodies) == 2
    body, headers = bodies[1]
    assert headers["vedette-id"] == new[0].id
    assert headers["vedette-signature"] == "sha256=" + hmac.new(b"secret", body, hashlib.sha256).hexdigest()
    assert [d.taken for d in on_record(desk)[0].deliveries] == [False, True]


def test_a_letter_reaches_the_mail_server(warned, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    aiosmtpd = pytest.importorskip("aiosmtpd.controller")
    letters: list[bytes] = []

    class Box:
        async def handle_DATA(self, server, session, envelope) -> str:  # type: ignore[no-untyped-def]  # noqa: N802
            letters.append(envelope.content)
            return "250 taken"

    desk, new = warned
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = aiosmtpd.Controller(Box(), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        channel = Channel(
            kind="email", server="127.0.0.1", port=port, sender="desk@mail.example", to=("a@mail.example",)
        )
        assert deliver(desk, [channel], base=tmp_path, say=print, allowed=HOME) == 0
    finally:
        controller.stop()
    assert new[0].id.encode() in letters[0]
    assert b"Clash with casualties" in letters[0]


def test_a_muted_indicator_is_quiet_and_every_answer_is_kept(warned, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    desk, new = warned
    answer(desk, new[0].id, "acknowledge", by="Ana", why="seen")
    answer(desk, new[0].id, "mute", by="Ana", why="too many")
    acts = [made.Told(day=made.day(9), type="ASSAULT", text="Two were shot dead.", killed=2, place="Brod")]
    other = made.record([made.Told(day=made.day(0)), *acts])
    monkeypatch.setattr(Desk, "record", lambda *args, **kwargs: other)
    assert raise_new(desk, indicators()) == ()
    answer(desk, new[0].id, "unmute", by="Ana", why="again")
    assert len(raise_new(desk, indicators())) == 1
    assert [a.act for a in on_record(desk)[0].answers] == ["acknowledge", "mute", "unmute"]
    with pytest.raises(InputError, match="no alert"):
        answer(desk, "nobody", "mute", by="Ana", why="x")
    with pytest.raises(InputError, match="name and a reason"):
        answer(desk, new[0].id, "mute", by=" ", why="x")


def test_one_round_says_what_it_brought(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.txt").write_text(WORDS.format(1))
    desk = Desk.init(str(tmp_path / "desk"), clock=Ticking(START), engine=StubEngine())
    heard = []
    settings = Settings(sources=(Source(folder=str(tmp_path / "inbox")),))
    watch(
        desk, settings, indicators(), base=tmp_path, say=print, once=True, offline=True,
        heard=lambda tally, new, failed: heard.append((tally.ends["accepted"], len(new), failed)),
    )  # fmt: skip
    assert heard == [(1, 0, 0)]


def test_offline_opens_no_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*args: object, **kwargs: object) -> None:
        pytest.fail("a socket was opened")

    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.txt").write_text(WORDS.format(1))
    desk = Desk.init(str(tmp_path / "desk"), clock=Ticking(START), engine=StubEngine())
    settings = Settings(
        sources=(Source(folder=str(tmp_path / "inbox")), Source(url="http://wire.example/rss")),
        channels=(
            Channel(kind="webhook", url="http://hooks.example", secret="HOOK"),
            Channel(kind="email", server="mail.example", sender="desk@mail.example", to=("a@mail.example",)),
            Channel(kind="file", path="alerts.jsonl"),
        ),
    )
    (alert,) = made.raised([made.Told(day=made.day(0), type="ASSAULT", text="A man was shot.", killed=1)])
    desk.note([("alert", alert.id, encode(alert))])
    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, forbidden)
    heard = []
    watch(
        desk, settings, indicators(), base=tmp_path, say=print, once=True, offline=True,
        heard=lambda tally, new, failed: heard.append((tally.looked, tally.ends["accepted"])),
    )  # fmt: skip
    assert heard == [(1, 1)]
    assert [one.channel for one in on_record(desk)[0].deliveries] == ["file:alerts.jsonl"]


def test_the_example_of_settings_is_true_and_mistakes_are_named(tmp_path: Path) -> None:
    file = tmp_path / "watch.yaml"
    file.write_text(EXAMPLE)
    assert [source.url for source in load(file).sources] == ["https://wire.example/rss.xml"]
    for text, told in (
        ("sources:\n  - url: [\n", "line"),
        ("sources:\n  - url: a\n    folder: b\n", "one of"),
        ("channels:\n  - kind: email\n", "needs `server`"),
    ):
        file.write_text(text)
        with pytest.raises(InputError, match=told):
            load(file)
    with pytest.raises(InputError, match="--example"):
        load(tmp_path / "none.yaml")


def test_a_look_is_noted_with_what_it_saw(world: World) -> None:
    from vedette.record import decode

    world.routes |= {"/rss": page(rss(world.base, 1)), "/1": article(1)}
    world.look(Source(url=f"{world.base}/rss"))
    (note,) = world.desk.notes("page")
    assert decode(note.body, Look).outcome == "fetched"
    assert decode(world.desk.notes("source")[0].body, Look).new == 1
