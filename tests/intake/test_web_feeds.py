"""Feeds of every kind, and five hundred broken ones."""

import random
import time

import pytest

from vedette.errors import InputError
from vedette.intake.items import Limits
from vedette.intake.opener import Opener
from vedette.intake.web.feeds import read_feed

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>
<item><title>Bridge  closed</title><link>/news/1</link><pubDate>Tue, 06 Jun 2023 10:00:00 +0200</pubDate></item>
<item><title>Again</title><link>/news/1</link></item>
<item><title>No address</title></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><title>Talks</title>
<link href="https://wire.example/2"/><updated>2023-06-06T08:00:00Z</updated></entry></feed>"""
JSON_FEED = b"""{"version": "https://jsonfeed.org/version/1.1", "items": [
{"id": "1", "url": "https://wire.example/3", "date_published": "2023-06-06T08:00:00Z"}, {"id": "2"}, 5]}"""
SITEMAP = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://wire.example/4</loc>
<lastmod>2023-06-06</lastmod></url></urlset>"""
INDEX = b"""<sitemapindex><sitemap><loc>https://wire.example/more.xml</loc></sitemap></sitemapindex>"""
OPML = b"""<opml version="2.0"><body><outline text="News"><outline text="Wire" xmlUrl="https://wire.example/rss"/>
</outline></body></opml>"""
BOMB = b"""<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rss version="2.0"><channel><title>&b;</title></channel></rss>"""


def test_rss_gives_each_address_once_with_its_date() -> None:
    (item,) = read_feed(RSS, base="https://wire.example/rss")
    assert (item.url, item.title, item.published) == (
        "https://wire.example/news/1", "Bridge closed", "2023-06-06T08:00:00Z"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("data", "url", "kind"),
    [
        (ATOM, "https://wire.example/2", "page"),
        (JSON_FEED, "https://wire.example/3", "page"),
        (SITEMAP, "https://wire.example/4", "page"),
        (INDEX, "https://wire.example/more.xml", "sitemap"),
        (OPML, "https://wire.example/rss", "feed"),
    ],
)
def test_every_kind_of_list_is_read(data: bytes, url: str, kind: str) -> None:
    assert [(item.url, item.kind) for item in read_feed(data)] == [(url, kind)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (BOMB, "entities"),
        (BOMB.decode().encode("utf-16"), "entities"),
        (b"<html><p>A page</p></html>", "no feed"),
        (b"{}", "no feed"),
        (b"{" * 100_000, "not JSON"),
        (b"<urlset><url>", "broken XML"),
        (b"", "no feed"),
    ],
)
def test_what_is_no_feed_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        read_feed(data)


def test_only_web_addresses_come_out_of_a_feed() -> None:
    data = RSS.replace(b"/news/1", b"javascript:alert(1)")
    assert read_feed(data, base="https://wire.example/") == ()


def test_a_broken_address_costs_its_own_entry_only() -> None:
    data = RSS.replace(b"</channel>", b"<item><link>http://[</link></item></channel>")
    assert [item.url for item in read_feed(data, base="https://wire.example/rss")] == ["https://wire.example/news/1"]


def test_five_hundred_broken_feeds_end_with_entries_or_a_reason() -> None:
    rng = random.Random(5)
    seeds = (RSS, ATOM, JSON_FEED, SITEMAP, INDEX, OPML, BOMB)
    ends = {"entries": 0, "reason": 0}
    slowest = 0.0
    with Opener(limits=Limits(seconds=5.0)) as opener:
        for number in range(500):
            data = mutated(rng, seeds[number % len(seeds)])
            start = time.perf_counter()
            try:
                opener.feed(data, base="https://wire.example/")
                ends["entries"] += 1
            except InputError:
                ends["reason"] += 1
            slowest = max(slowest, time.perf_counter() - start)
    assert sum(ends.values()) == 500
    assert min(ends.values()) > 50
    assert slowest < 5.5


def mutated(rng: random.Random, data: bytes) -> bytes:
    """The feed with a few bytes lost, doubled, turned or repeated very often."""
    found = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(found)) if found else 0
        cut = rng.randint(1, 40)
        match rng.randrange(5):
            case 0:
                del found[at : at + cut]
            case 1:
                found[at:at] = found[at : at + cut]
            case 2:
                found[at : at + 1] = bytes([rng.randrange(256)])
            case 3:
                found[at:at] = found[at : at + cut] * rng.choice((2, 2000))
            case _:
                found[at:at] = rng.choice((b"<![CDATA[", b"<!--", b"&#x0;", b"\x00", b"<" * 5000, b"\xff\xfe"))
    return bytes(found)
