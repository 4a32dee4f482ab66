"""The text index, kept up with the ledger: how far it reaches, and what it still lacks."""

from collections.abc import Iterator

from vedette.store import derive, derived
from vedette.store.backend import Session, Store, count

TEXT = "text"
LITTLE = 64
"""Reports that the index may lack and that are then searched one by one; so many are written in one batch."""
_SOON = 10 * LITTLE


def last_seq(facts: Session) -> int:
    """The number of the ledger's last entry."""
    row = facts.one("last_entry")
    return 0 if row is None else int(row[0])


def reach(derived_data: Session, what: str = TEXT) -> int:
    """The last entry that an index has taken in."""
    return count(derived_data, "reached", what=what)


def set_reach(derived_data: Session, what: str, seq: int) -> None:
    """Note how far an index reaches, inside the caller's transaction."""
    derived_data.run("forget_reached", what=what)
    derived_data.run("put_reached", what=what, seq=seq)


def texts_after(facts: Session, seq: int) -> Iterator[tuple[str, str]]:
    """Reports recorded after an entry: id and text."""
    return ((str(report), str(text)) for report, text in facts.all("texts_after", seq=seq))


def keep_up(store: Store) -> None:
    """Take in what was just recorded, unless the index lacks so much that it had better wait for a search."""
    with store.reader("facts") as facts:
        reached = derive.find(store, reach) or 0
        if count(facts, "count_after", seq=reached) <= _SOON:
            fill(store, facts, reached)


def fill(store: Store, facts: Session, reached: int) -> None:
    """Take in all that was recorded after an entry; what cannot be kept now is made at another look."""
    last = last_seq(facts)
    texts = list(texts_after(facts, reached))

    def put(session: Session) -> None:
        derived.index(session, texts)
        _advance(session, reached, last)

    if last > reached:
        derive.keep(store, put)


def _advance(session: Session, reached: int, last: int) -> None:
    """The index now reaches to the last entry, unless somebody made it anew meanwhile or took it further."""
    with session.transaction():
        if reach(session) == reached:
            set_reach(session, TEXT, last)
