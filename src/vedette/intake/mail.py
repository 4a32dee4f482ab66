"""Mail files (EML, and pages saved as MHTML): subject, date, sender and the readable part. Runs in the worker."""

from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime

from vedette.errors import InputError
from vedette.intake.decode import decode
from vedette.intake.items import Draft
from vedette.intake.pages import page_text, with_title


def read_mail(data: bytes) -> Draft:
    """The plain part, else the HTML part; the subject as title, the sender as outlet, the date as published.

    Raises `InputError` when no part holds text.
    """
    message = message_from_bytes(data, policy=policy.default)
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        raise InputError("no text found in the mail")
    html = part.get_content_subtype() == "html"
    body = _content(part)
    draft = page_text(body) if html else Draft(text=body)
    if not draft.text.strip():
        raise InputError("no text found in the mail")
    title = _header(message, "subject") or draft.title
    name, address = parseaddr(_header(message, "from") or "")
    return Draft(
        text=with_title(title, draft.text),
        title=title,
        outlet=draft.outlet or name or address or None,
        url=_header(message, "snapshot-content-location") or draft.url,
        language=draft.language,
        published=_date(message) or draft.published,
    )


def _content(part: MIMEPart) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        raise InputError("no text found in the mail")
    return decode(payload, declared=part.get_content_charset())


def _header(message: EmailMessage, name: str) -> str | None:
    value = message.get(name)
    return " ".join(str(value).split()) or None if value is not None else None


def _date(message: EmailMessage) -> str | None:
    """The day that the sender's clock showed, as ISO date; None when the header cannot be read."""
    try:
        return parsedate_to_datetime(_header(message, "date") or "").date().isoformat()
    except (ValueError, TypeError, OverflowError):
        return None
