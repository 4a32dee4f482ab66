"""Custody: is every fact as it was recorded? One changed byte, one removed or moved entry is found."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from vedette.errors import StoreError
from vedette.intake import identity
from vedette.store.backend import Ends, Row, Session, Store
from vedette.store.chain import FIRST, first_break
from vedette.store.place import Place, store_at

_CHAINS = {
    "ledger": ("entries", "last_entry", "entry"),
    "judgements": ("all_judgements", "last_judgement", "judgement"),
    "notes": ("all_notes", "last_note", "note"),
}
_NO_MARK = "the mark of custody is missing: whether entries were removed at the end cannot be told"

_Entry = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """What was looked at, where its chains end (SHA-256), and everything that is not as it was recorded."""

    problems: tuple[str, ...]
    reports: int = 0
    entries: int = 0
    judgements: int = 0
    ledger_end: str = FIRST
    judgements_end: str = FIRST


def verify(place: Place) -> Custody:
    """Look at every byte of a desk's facts; raises `StoreError` when there is no desk."""
    store = store_at(place)
    if not store.exists():
        raise StoreError(f"no desk at {store.place}; make one with `vedette init`")
    try:
        mark = store.read_mark()
        with store.reader("facts") as session:
            return _look(session, mark, [*store.damage(session)])
    except StoreError as error:
        return Custody(problems=(str(error),))


def quick(place: Place) -> tuple[str, ...]:
    """What is wrong as far as the ends of the chains and the place itself can tell; not every byte is looked at."""
    store = store_at(place)
    try:
        noted = store.read_mark()
        with store.reader("facts") as session:
            ends = {name: _end(session.one(last)) for name, (_, last, _) in _CHAINS.items()}
            problems = [*store.damage(session)]
    except StoreError as error:
        return (str(error),)
    if noted is None and any(seq for seq, _ in ends.values()):
        problems.append(_NO_MARK)
    for name, (seq, end) in (noted or {}).items():
        held = ends.get(name, (0, FIRST))
        if seq > held[0] or (seq == held[0] and end != held[1]):
            problems.append(f"the {name} does not end where it was recorded to end: see `vedette verify`")
    return tuple(problems)


def mark(store: Store, session: Session) -> None:
    """Note how far the chains reach (by the only writer)."""
    store.mark(session, {name: _end(session.one(last)) for name, (_, last, _) in _CHAINS.items()})


def mark_new(store: Store, session: Session) -> None:
    """Note that a new desk has nothing yet; a desk with entries keeps the mark that it has or lacks."""
    if store.read_mark() is None and session.one("last_entry") is None:
        mark(store, session)


def _look(session: Session, mark: Ends | None, damage: list[str]) -> Custody:
    chains = {name: [*session.rows(everything)] for name, (everything, _, _) in _CHAINS.items()}
    ledger, judgements = chains["ledger"], chains["judgements"]
    problems = [
        *damage,
        *_chains(chains),
        *_ends(chains, mark),
        *_contents(session, ledger),
        *_reports(session, ledger),
    ]
    return Custody(
        problems=tuple(problems),
        reports=sum(row["outcome"] == "accepted" for row in ledger),
        entries=len(ledger),
        judgements=len(judgements),
        ledger_end=str(ledger[-1]["hash"]) if ledger else FIRST,
        judgements_end=str(judgements[-1]["hash"]) if judgements else FIRST,
    )


def _chains(chains: Mapping[str, list[dict[str, object]]]) -> Iterator[str]:
    for name, held in chains.items():
        at = first_break(held)
        if at is not None:
            kind = _CHAINS[name][2]
            yield f"the chain of the {name} is broken at {kind} {at}: it was changed, or one was removed or moved there"


def _ends(chains: Mapping[str, Sequence[_Entry]], mark: Ends | None) -> Iterator[str]:
    """Does each chain reach as far as it did at the last recording?"""
    if mark is None:
        if any(chains.values()):
            yield _NO_MARK
        return
    for name, held in chains.items():
        seq, end = mark.get(name, (0, FIRST))
        if seq > len(held):
            yield f"the {name} ends at {len(held)}; {seq} were recorded"
        elif seq and held[seq - 1]["hash"] != end:
            yield f"the {name} was written anew: {_CHAINS[name][2]} {seq} is not the one that was recorded"


def _contents(session: Session, ledger: Sequence[_Entry]) -> Iterator[str]:
    """Original bytes against their hashes, and both against the ledger."""
    wanted = {str(row["content"]): row["seq"] for row in ledger if row["outcome"] != "quarantined"}
    for name, data in session.all("all_contents"):
        if not isinstance(data, bytes) or hashlib.sha256(data).hexdigest() != name:
            yield f"the original bytes {name[:16]} were changed"
        if wanted.pop(name, None) is None:
            yield f"the original bytes {name[:16]} are in no entry of the ledger"
    for name, seq in wanted.items():
        yield f"the original bytes {name[:16]} of entry {seq} are gone"


def _reports(session: Session, ledger: Sequence[_Entry]) -> Iterator[str]:
    """Texts against their identities, and both against the ledger."""
    taken = {str(row["report"]): row["recorded_at"] for row in ledger if row["outcome"] == "accepted"}
    for name, whole, text, recorded_at in session.all("all_reports"):
        held = (name, whole, text)
        if (
            not all(isinstance(one, str) and one for one in held)
            or identity(text) != whole
            or not whole.startswith(name)
        ):
            yield f"the text of report {name} was changed"
        if name not in taken:
            yield f"report {name} is in no entry of the ledger"
        elif taken.pop(name) != recorded_at:
            yield f"the moment of report {name} was changed"
    for name in taken:
        yield f"report {name} is gone"


def _end(row: Row | None) -> tuple[int, str]:
    return (0, FIRST) if row is None else (row[0], row[2])
