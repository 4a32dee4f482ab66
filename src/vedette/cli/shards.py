"""The work of `annotate --shards` and `link --parts`: archives in, parts out, parts linked."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from vedette.cli.output import open_output
from vedette.cli.progress import bar, stages
from vedette.cli.status import CannotBeginError, say

if TYPE_CHECKING:
    from vedette.bulk import Engine

_DOING = {
    "parts": "taking reports in",
    "Text": "cutting texts into words",
    "Sentences": "weighing sentences",
    "shingles": "looking for copied words",
    "Comparison": "comparing",
    "Mention": "taking events in",
}
"""What a bench does while it counts."""


def annotate_archive(
    folder: Path, out: Path, *, engine: str, scheduler: str | None, processes: int, model: Path | None
) -> int:
    """Read every shard that has no part yet; the number of shards that failed and items that were quarantined."""
    from vedette.bulk import annotate_shards
    from vedette.store import DefaultEngine

    total, outcomes = annotate_shards(
        folder,
        out,
        engine=_engine(engine, scheduler, processes),
        versions=DefaultEngine(model=model).versions,
        model=model,
    )
    counts: Counter[str] = Counter()
    with bar("reading shards") as (advance, tell):
        for done, outcome in enumerate(outcomes, 1):
            counts["skipped"] += outcome.skipped
            counts["failed"] += outcome.reason is not None
            counts["accepted"] += outcome.accepted
            counts["quarantined"] += outcome.quarantined
            if outcome.reason is not None:
                tell(f"vedette annotate: {outcome.task.shard}: {outcome.reason}")
            advance(done, total)
    say(
        "annotate",
        f"{total:,} shards: {counts['skipped']:,} were there, {counts['failed']:,} failed; "
        f"{counts['accepted']:,} reports read, {counts['quarantined']:,} quarantined",
    )
    return counts["failed"] + counts["quarantined"]


def link_archive(folder: Path, output: Path | None, *, memory: str = "1GB") -> None:
    """Link the reports of all parts, each once, on disk; the answer is that of one file with the same reports."""
    from vedette.bulk import on_disk
    from vedette.link import link
    from vedette.record import encode

    paths = sorted(folder.glob("[!.]*.parquet"))
    if not paths:
        raise CannotBeginError(f"{folder}: no parts; make them with `vedette annotate --shards`")
    with stages(_DOING) as tell, on_disk(memory=memory, tell=tell) as bench:
        links = link(*bench.shelve(paths), bench=bench)
    with open_output(output) as sink:
        sink.write(encode(links) + b"\n")


def _engine(name: str, scheduler: str | None, processes: int) -> "Engine":
    from vedette.bulk.engines import Dask, Local

    if name == "local":
        return Local(processes=processes)
    if name != "dask":
        raise CannotBeginError(f"no engine {name!r}; there are local and dask")
    if scheduler is None:
        raise CannotBeginError("the dask engine needs --scheduler ADDRESS")
    return Dask(scheduler=scheduler)
