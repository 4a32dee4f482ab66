"""Sources followed: what is new is fetched and recorded, what went wrong is noted and tried again later.

Every look at a source and at a page is a note in the record. A feed's note is written after its pages are recorded,
so that a stop at any moment costs a second look and never a report.
"""

import mailbox
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from vedette.errors import InputError
from vedette.intake import Limits, Origin, Quarantined, Taken, take, take_bytes, take_page
from vedette.intake.items import FeedItem
from vedette.intake.opener import Opener
from vedette.intake.web.fetch import Fetched, Fetcher, Validators
from vedette.record import decode, encode
from vedette.store import Desk, Note
from vedette.watch.looks import Look, due
from vedette.watch.settings import Source

LIMITS = Limits(seconds=5.0)
BATCH = 64
_TRIES = 3
_DEEPEST = 3


@dataclass(slots=True, kw_only=True)
class Tally:
    """What one round brought: sources looked at, how the items ended, and what was refused."""

    looked: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)


class Follower:
    """Looks at sources for one desk."""

    def __init__(self, desk: Desk, fetcher: Fetcher | None, opener: Opener) -> None:
        self._desk = desk
        self._fetcher = fetcher
        self._opener = opener

    def round(self, sources: Sequence[Source], *, now: datetime) -> Tally:
        """Look at every source that is due; without a fetcher (offline) only at folders and mailboxes."""
        tally = Tally()
        last = self._desk.latest_notes("source")
        for source in sources:
            if due(source, last.get(source.name), now) and (source.url is None or self._fetcher is not None):
                tally.looked += 1
                before = tally.ends["accepted"]
                look = self._look(source, last.get(source.name), tally)
                look = replace(look, new=tally.ends["accepted"] - before)
                self._desk.note([("source", source.name, encode(look))])
        return tally

    def _look(self, source: Source, last: Note | None, tally: Tally) -> Look:
        known = decode(last.body, Look) if last else Look(outcome="new")
        try:
            if source.url is not None and self._fetcher is not None:
                return self._feed(self._fetcher, source.url, known, tally, depth=0)
            if source.folder is not None:
                self._add(take([Path(source.folder)], limits=LIMITS), [], tally)
            elif source.mailbox is not None:
                self._add(_letters(Path(source.mailbox)), [], tally)
            return Look(outcome="fetched")
        except InputError as error:
            tally.refused.append(f"{source.name}: {error}")
            return Look(outcome="refused", reason=str(error), failures=known.failures + 1)

    def _feed(self, fetcher: Fetcher, url: str, known: Look, tally: Tally, *, depth: int) -> Look:
        """A feed, its pages, and the feeds that it names."""
        found = fetcher.get(url, known=Validators(etag=known.etag, last_modified=known.last_modified))
        if found.outcome != "fetched":
            failed = found.outcome == "refused"
            if failed:
                tally.refused.append(f"{url}: {found.reason}")
            return replace(_look(found), failures=known.failures + 1 if failed else 0)
        entries = self._opener.feed(found.body, base=found.url)
        noted = self._desk.latest_notes("page", {entry.url for entry in entries})
        seen = {key: decode(note.body, Look) for key, note in noted.items()}
        pages = [entry for entry in entries if entry.kind == "page" and _wanted(entry, seen.get(entry.url))]
        notes: list[tuple[str, str, bytes]] = []
        self._add(self._pages(fetcher, pages, seen, notes), notes, tally)
        for entry in entries:
            if entry.kind != "page" and depth < _DEEPEST:
                self._feed(fetcher, entry.url, Look(outcome="new"), tally, depth=depth + 1)
        return _look(found)

    def _pages(
        self, fetcher: Fetcher, pages: Iterable[FeedItem], seen: Mapping[str, Look], notes: list[tuple[str, str, bytes]]
    ) -> Iterator[Taken]:
        for page in pages:
            found = fetcher.get(page.url)
            before = seen.get(page.url)
            failures = (before.failures if before else 0) + 1 if found.outcome == "refused" else 0
            look = replace(_look(found), updated=page.updated, failures=failures)
            notes.append(("page", page.url, encode(look)))
            if found.outcome == "fetched":
                yield take_page(page.url, found.body, opener=self._opener, limits=LIMITS)
            else:
                yield Quarantined(origin=Origin(source=page.url), kind="page", reason=found.reason)

    def _add(self, items: Iterator[Taken], notes: list[tuple[str, str, bytes]], tally: Tally) -> None:
        """Record the items batch by batch, each batch's notes after it."""
        while batch := list(islice(items, BATCH)):
            tally.ends.update(entry.outcome for entry in self._desk.add(batch))
            self._desk.note(notes)
            notes.clear()


def _wanted(entry: FeedItem, before: Look | None) -> bool:
    """A page never seen, one that the feed says was changed, or one that could not be had, for a few times."""
    if before is None:
        return True
    if before.outcome == "refused":
        return before.failures < _TRIES
    return entry.updated is not None and entry.updated != before.updated


def _look(found: Fetched) -> Look:
    return Look(
        outcome=found.outcome,
        reason=found.reason,
        status=found.status,
        etag=found.validators.etag,
        last_modified=found.validators.last_modified,
        after=found.after,
    )


def _letters(path: Path) -> Iterator[Taken]:
    """Each message of an mbox file; raises `InputError` when there is none."""
    if not path.is_file():
        raise InputError("no such mailbox")
    box = mailbox.mbox(path, create=False)
    try:
        for key in box.iterkeys():
            yield from take_bytes(f"{path}#{key}.eml", box.get_bytes(key), limits=LIMITS)
    finally:
        box.close()
