"""The last gate of intake: is this text a report that the desk can read?"""

from vedette.errors import InputError
from vedette.intake.items import Candidate, Draft, Kind, Limits, Origin
from vedette.intake.language import unreadable
from vedette.intake.normal import ID_LENGTH, identity, normalise
from vedette.record import Report

_GIVEN_SPANS_DROPPED = "given spans set aside: the text was normalised, so they no longer fit"


def candidate(
    origin: Origin, kind: Kind, original: bytes, draft: Draft, *, limits: Limits, given: Report | None = None
) -> Candidate:
    """The draft as a report under its own identity; raises `InputError` with the reason when it is none."""
    if "\0" in draft.text:
        raise InputError("binary: the text holds NUL characters")
    if len(draft.text) > limits.max_chars:
        raise InputError(f"oversized: {len(draft.text):,} characters; at most {limits.max_chars:,} are read")
    try:
        text = normalise(draft.text)
        name = identity(text)
    except UnicodeEncodeError as error:
        raise InputError("undecodable: holds lone surrogates (half characters)") from error
    if not any(ch.isalnum() for ch in text):
        raise InputError("no text found")
    language = unreadable(text)
    if language is not None:
        raise InputError(f"unsupported language: {language} (English is read)")
    keeps_spans = given is not None and text == draft.text
    report = Report(
        id=name[:ID_LENGTH],
        text=text,
        title=_line(draft.title),
        outlet=_line(draft.outlet),
        url=_line(draft.url),
        language=_line(draft.language),
        published=_line(draft.published),
        received=given.received if given is not None else None,
        given_dyad=given.given_dyad if given is not None and keeps_spans else None,
        given_events=given.given_events if given is not None and keeps_spans else (),
    )
    had_spans = given is not None and (given.given_dyad is not None or bool(given.given_events))
    return Candidate(
        origin=origin,
        kind=kind,
        original=original,
        identity=name,
        report=report,
        given_id=given.id if given is not None else None,
        note=_GIVEN_SPANS_DROPPED if had_spans and not keeps_spans else "",
    )


def _line(value: str | None) -> str | None:
    """One clean line of metadata, or None."""
    return " ".join(normalise(value).split()) or None if value else None
