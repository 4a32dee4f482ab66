"""Which reports speak of an actor, a place, a type of event, a speaker or come from an outlet, as known at a moment."""

from collections.abc import Mapping, Sequence
from functools import partial

from vedette.read.knowledge import fold
from vedette.record import Judgement, in_force
from vedette.store import derive, derived, facets, facts, judgements, textindex
from vedette.store.backend import Session
from vedette.store.clock import FOREVER
from vedette.store.desk import Desk
from vedette.store.facets import Kind
from vedette.store.sqlite import in_memory

Wanted = Mapping[Kind, str]
_NAMED: tuple[Kind, ...] = ("actor", "speaker")


def narrowed(desk: Desk, session: Session, wanted: Wanted, *, until: str) -> dict[str, str]:
    """Key of its input -> report, of the reports that hold all that is wanted, by the desk's present versions.

    Reports that nobody read yet are read. A name that an analyst gave to an actor finds the old name too.
    """
    names = names_of(wanted, in_force(judgements.until(session, until)))
    versions = desk.engine.versions
    reports = _unread(desk, session, until)
    if reports:
        _read(desk, reports)
    if not _unread(desk, session, until):
        found = derive.find(desk.store, lambda kept: _find(kept, names, versions))
        if found is not None:
            return found
    held = [one.report for one in facts.holdings(session, until=until)]
    inputs = list(map(derived.input_key, held))
    read = derive.annotations(desk.store, desk.engine, held, inputs)
    with in_memory("derived") as passing:
        facets.put(passing, list(zip(inputs, held, read, strict=True)), versions)
        return _find(passing, names, versions)


def names_of(wanted: Wanted, judged: Sequence[Judgement]) -> dict[Kind, tuple[str, ...]]:
    """What to look for: each actor and speaker under all names that analysts have called one."""
    return {kind: _aliases(name, judged) if kind in _NAMED else (name,) for kind, name in wanted.items()}


def _aliases(name: str, judged: Sequence[Judgement]) -> tuple[str, ...]:
    found = {fold(name): name}
    pairs = [
        (judgement.ruling.name or "", judgement.ruling.to or "")
        for judgement in judged
        if judgement.ruling is not None and judgement.ruling.act == "rename"
    ]
    for _ in pairs:
        for old, new in pairs:
            if fold(old) in found or fold(new) in found:
                found |= {fold(old): old, fold(new): new}
    return tuple(found.values())


def _find(kept: Session, names: Mapping[Kind, Sequence[str]], versions: str) -> dict[str, str]:
    parts = [facets.find(kept, kind, wanted, versions) for kind, wanted in names.items()]
    return {key: report for key, report in parts[0].items() if all(key in part for part in parts[1:])}


def _unread(desk: Desk, session: Session, until: str) -> dict[str, facts.Holding]:
    """Reports as known at the moment, by key, that have no facets by the present versions."""
    what = f"facets {desk.engine.versions}"
    reached = derive.find(desk.store, lambda kept: textindex.reach(kept, what)) or 0
    last = textindex.last_seq(session)
    names = [(str(report), FOREVER) for (report,) in session.all("seen_after", seq=reached)]
    if until != FOREVER:
        names += [(str(report), until) for (report,) in session.all("seen_again_after", until=until)]
    held = [one for name, moment in names if (one := facts.holding(session, name, until=moment)) is not None]
    keyed = {derived.input_key(one.report): one for one in held}
    versions = desk.engine.versions
    lacking = derive.find(desk.store, lambda kept: facets.unread(kept, [*keyed], versions)) if keyed else set()
    missing = keyed if lacking is None else {key: one for key, one in keyed.items() if key in lacking}
    if not missing and reached < last:
        derive.keep(desk.store, partial(_reach, what=what, seq=last))
    return missing


def _reach(session: Session, *, what: str, seq: int) -> None:
    with session.transaction():
        textindex.set_reach(session, what, max(seq, textindex.reach(session, what)))


def _read(desk: Desk, missing: Mapping[str, facts.Holding]) -> None:
    reports, inputs, versions = [one.report for one in missing.values()], [*missing], desk.engine.versions
    read = derive.annotations(desk.store, desk.engine, reports, inputs)
    made = list(zip(inputs, reports, read, strict=True))
    derive.keep(desk.store, lambda kept: _put(kept, made, versions))


def _put(session: Session, made: facets.Made, versions: str) -> None:
    with session.transaction():
        facets.put(session, made, versions)
