"""When a page says that it was published: only what it declares, never a guess from its text, address or footer."""

import json
import re
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate_to_datetime
from functools import cache
from importlib import resources

import yaml
from lxml.html import HtmlElement  # type: ignore[import-untyped]

_ISO_DAY = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(?!\d)")


def declared_date(page: HtmlElement) -> str | None:
    """The day of first publication as ISO date: JSON-LD, then meta marks, then a marked or the only time element."""
    for value in (*_linked_data(page), *_meta(page), *_times(page)):
        day = _day(value)
        if day is not None:
            return day
    return None


def _linked_data(page: HtmlElement) -> Iterator[str]:
    for script in page.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                yield from _published(json.loads(script.text or ""))
            except (ValueError, RecursionError):
                continue


def _published(data: object) -> Iterator[str]:
    """`datePublished` of a JSON-LD object, or of the objects in its list or graph."""
    if isinstance(data, list):
        for part in data:
            yield from _published(part)
    elif isinstance(data, dict):
        if isinstance(data.get("datePublished"), str):
            yield data["datePublished"]
        yield from _published(data.get("@graph"))


def _meta(page: HtmlElement) -> Iterator[str]:
    marks = _marks()
    said: dict[str, str] = {}
    for element in page.iter("meta"):
        for attribute in marks["meta_attributes"]:
            said.setdefault((element.get(attribute) or "").lower(), element.get("content") or "")
    yield from (said[name] for name in marks["meta"] if name in said)


def _times(page: HtmlElement) -> Iterator[str]:
    elements = [element for element in page.iter("time") if element.get("datetime")]
    marked = [e for e in elements if (e.get("itemprop") or "").lower() == "datepublished" or "pubdate" in e.attrib]
    for element in marked or (elements if len(elements) == 1 else []):
        yield element.get("datetime") or ""


def _day(value: str) -> str | None:
    found = _ISO_DAY.match(value)
    try:
        if found:
            return date.fromisoformat(found.group(1)).isoformat()
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, OverflowError):
        return None


@cache
def _marks() -> dict[str, list[str]]:
    text = resources.files(__package__).joinpath("data/date_marks.yaml").read_text(encoding="utf-8")
    loaded: dict[str, list[str]] = yaml.safe_load(text)
    return loaded
