"""Saved web pages: the article without its furniture, and what the page says of itself. Runs in the worker."""

import re

from vedette.errors import InputError
from vedette.intake.decode import declared_charset, decode
from vedette.intake.items import Draft
from vedette.intake.normal import fold

_LANG = re.compile(r"<html\b[^>]{0,400}?\blang\s*=\s*[\"']?([A-Za-z]{2,3})", re.IGNORECASE)
_DATES = {"extensive_search": False, "original_date": True, "min_date": "1990-01-01", "max_date": "2100-01-01"}
"""The library's own date is not used (it guesses from the text); the limits keep it short and away from the clock."""


def read_page(data: bytes) -> Draft:
    """The main text, title first, with title, date, outlet, address and language as the page declares them.

    Raises `InputError` when no text is found.
    """
    return page_text(decode(data, declared=declared_charset(data)))


def page_text(markup: str) -> Draft:
    """The same for a page that is already decoded (a mail's HTML part)."""
    from trafilatura import bare_extraction, load_html
    from trafilatura.settings import Document

    from vedette.intake.dates import declared_date

    page = load_html(markup)
    if page is None:
        raise InputError("no text found in the page")
    published = declared_date(page)
    found = bare_extraction(page, with_metadata=True, include_comments=False, date_extraction_params=_DATES)
    text = (found.text or "").strip() if isinstance(found, Document) else ""
    if not isinstance(found, Document) or not text:
        raise InputError("no text found in the page")
    language = _LANG.search(markup[:20_000])
    title = _clean(found.title)
    return Draft(
        text=with_title(title, text),
        title=title,
        outlet=_clean(found.sitename) or _clean(found.hostname),
        url=_clean(found.url),
        language=language.group(1).lower() if language else None,
        published=published,
    )


def with_title(title: str | None, text: str) -> str:
    """The text with its title first, unless it begins with it anyway."""
    if not title or fold(text[: 2 * len(title) + 40]).startswith(fold(title)):
        return text
    return f"{title}\n\n{text}"


def _clean(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
