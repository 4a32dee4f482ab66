"""Feeds, sitemaps and lists of feeds: which addresses they name, with title and date. Runs in the worker."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin, urlsplit

from vedette.errors import InputError
from vedette.intake.decode import decode
from vedette.intake.items import FeedItem

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_ITEMS = 5_000
_ENTITY = re.compile(r"<!(?:ENTITY|ELEMENT|ATTLIST)", re.IGNORECASE)
_LONGEST = 2_000


def read_feed(data: bytes, *, base: str = "") -> tuple[FeedItem, ...]:
    """The entries of RSS, Atom, JSON Feed, OPML or a sitemap, each address once, in the order of the file.

    Raises `InputError` for anything else, and for documents that declare entities.
    """
    text = decode(data).lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        found = _json_feed(text)
    elif _ENTITY.search(text):
        raise InputError("the feed declares entities, which no feed needs")
    elif re.search(r"<(?:urlset|sitemapindex)\b", text[:4_000]):
        found = _sitemap(text)
    elif re.search(r"<opml\b", text[:4_000], re.IGNORECASE):
        found = _opml(text)
    else:
        found = _rss(text)
    return _clean(found, base)


def _clean(found: Iterator[FeedItem], base: str) -> tuple[FeedItem, ...]:
    kept: dict[str, FeedItem] = {}
    for item in found:
        url = _address(base, item.url)
        if url is not None:
            kept.setdefault(url, replace(item, url=url))
        if len(kept) == MOST_ITEMS:
            break
    return tuple(kept.values())


def _address(base: str, given: str) -> str | None:
    """The whole address of an entry; None for what leads to no page."""
    try:
        url = urljoin(base, given.strip())
        return url if len(url) <= _LONGEST and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def _rss(text: str) -> Iterator[FeedItem]:
    import feedparser

    feed = feedparser.parse(text.encode())
    if not feed.get("version"):
        raise InputError("no feed: neither RSS, Atom, JSON Feed, OPML nor a sitemap")
    for entry in feed.entries:
        link = entry.get("link") or (entry.get("id") if str(entry.get("id", "")).startswith("http") else None)
        if link:
            yield FeedItem(
                url=str(link),
                title=_words(entry.get("title")),
                published=_moment(entry.get("published_parsed")),
                updated=_moment(dict.get(entry, "updated_parsed")),
            )


def _moment(parsed: object) -> str | None:
    """ISO date-time (UTC) of what the feed reader made of a date."""
    if not isinstance(parsed, tuple) or len(parsed) < 6:
        return None
    year, month, day, hour, minute, second = parsed[:6]
    return f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}Z"


def _json_feed(text: str) -> Iterator[FeedItem]:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON: {error}") from error
    if not isinstance(feed, dict) or "jsonfeed.org" not in str(feed.get("version", "")):
        raise InputError("no feed: JSON, but not a JSON Feed")
    items = feed.get("items")
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and isinstance(url := item.get("url") or item.get("external_url"), str):
            yield FeedItem(
                url=url,
                title=_words(item.get("title")),
                published=_words(item.get("date_published")),
                updated=_words(item.get("date_modified")),
            )


def _sitemap(text: str) -> Iterator[FeedItem]:
    for node in _root(text):
        rows = {_tag(child.tag): child.text or "" for child in node}
        if rows.get("loc"):
            kind: Literal["page", "sitemap"] = "sitemap" if _tag(node.tag) == "sitemap" else "page"
            yield FeedItem(url=rows["loc"], kind=kind, updated=_words(rows.get("lastmod")))


def _opml(text: str) -> Iterator[FeedItem]:
    for node in _root(text).iter():
        address = node.get("xmlUrl") or node.get("xmlurl")
        if address:
            yield FeedItem(url=address, kind="feed", title=_words(node.get("title") or node.get("text")))


def _root(text: str) -> "Element":
    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException

    try:
        root: Element = ElementTree.fromstring(text.encode())
    except (ElementTree.ParseError, DefusedXmlException, ValueError, RecursionError) as error:
        raise InputError(f"broken XML: {error}") from error
    return root


def _tag(name: object) -> str:
    return str(name).rpartition("}")[2].lower()


def _words(value: object) -> str | None:
    return " ".join(value.split())[:_LONGEST] or None if isinstance(value, str) else None
