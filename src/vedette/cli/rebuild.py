"""`vedette rebuild`: everything derived made again, and what that changed."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from vedette.cli import options
from vedette.cli.progress import bar
from vedette.cli.status import ending

if TYPE_CHECKING:
    from vedette.store.rebuild import Rebuilt

_SHOWN = 50


def rebuild(desk: options.DeskFolder = options.DESK) -> None:
    """Read and link all reports again with the present versions, and tell what that changed and why.

    Facts and judgements stay as they are. What was read before is kept until this command replaces it.

    [bold]Example[/]  vedette rebuild --desk kosovo
    """
    with ending("rebuild"):
        from vedette.store import Desk
        from vedette.store.rebuild import rebuild as make

        opened = Desk.open(desk)
        with bar("reading") as (advance, _):
            made = make(opened, progress=advance)
        for line in _lines(made):
            typer.echo(line)


def _lines(made: "Rebuilt") -> Iterator[str]:
    """Makers, values, record, judgements: each with what changed, or that nothing did."""
    from vedette.cli.text import plain

    yield f"{made.reports:,} reports read again" + (f"; {made.unread:,} had not been read before" * bool(made.unread))
    same = "the same versions read them before" if made.before == made.now else f"before: {made.before}"
    yield f"read by {made.now}; {same}"
    for layer in made.layers:
        yield f"  {layer.layer}: {layer.before or 'not there'} → {layer.now or 'no longer there'}"
    for count in made.values:
        if count.added or count.changed or count.withdrawn:
            numbers = f"{count.added:,} added, {count.changed:,} changed, {count.withdrawn:,} withdrawn"
            yield f"  {count.values}: {numbers}, {count.same:,} as before"
    kinds = Counter((change.what, change.kind) for change in made.changes)
    if not kinds:
        yield "the record is as before"
    for (what, kind), number in sorted(kinds.items()):
        yield f"{what}s {kind}: {number:,}"
    for change in made.changes[:_SHOWN]:
        fields = ", ".join(field for field, _, _ in change.values)
        yield plain(f"  {change.kind} {change.what} {change.now or change.before}" + (f": {fields}" if fields else ""))
    if len(made.changes) > _SHOWN:
        yield f"  and {len(made.changes) - _SHOWN:,} more"
    for one in made.unfit:
        ruling = one.judgement.ruling
        act = ruling.act if ruling is not None else "undo"
        yield plain(f"judgement {one.judgement.number} ({act} by {one.judgement.analyst}) no longer fits: {one.why}")
