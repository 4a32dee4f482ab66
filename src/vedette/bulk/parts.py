"""Parts: what became of one shard, as one Parquet file that is there whole or not at all."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from vedette.errors import InputError
from vedette.intake import Candidate, Taken, take
from vedette.read import Reader
from vedette.record import Annotation, Report, encode

BATCH = 256
"""Items that are read and written at a time."""
COLUMNS = (
    ("outcome", "string"), ("source", "string"), ("line", "int64"), ("reason", "string"), ("id", "string"),
    ("published", "string"), ("outlet", "string"), ("title", "string"), ("url", "string"), ("events", "int32"),
    ("report", "binary"), ("annotation", "binary"),
)  # fmt: skip
"""One row an item: how it ended, where it was found, and, accepted, the report and what it says (JSON)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One shard to be read into one part; `model` is a pipeline of the user's own."""

    shard: str
    part: str
    model: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a task ended: the counts of its part, or the `reason` why there is none; `skipped`: it was there before."""

    task: Task
    accepted: int = 0
    quarantined: int = 0
    skipped: bool = False
    reason: str | None = None


def make(task: Task) -> Outcome:
    """Read a shard and write its part: to a temporary file, then renamed. What is there already is left as it is.

    Every failure becomes the outcome's reason, so that one shard never ends the run.
    """
    part = Path(task.part)
    if part.exists():
        return Outcome(task=task, skipped=True)
    making = part.with_name(f".{part.name}.{os.getpid()}")
    try:
        accepted, quarantined = _write(making, task)
        making.rename(part)
    except Exception as error:  # noqa: BLE001 - the reason is kept in the outcome, and the other shards go on
        return Outcome(task=task, reason=f"{type(error).__name__}: {error}")
    finally:
        making.unlink(missing_ok=True)
    return Outcome(task=task, accepted=accepted, quarantined=quarantined)


def read(paths: Iterable[Path]) -> Iterator[tuple[bytes, bytes]]:
    """(report, annotation) as JSON of every accepted item of these parts; raises `InputError` for what is no part."""
    import pyarrow as arrow
    from pyarrow import parquet

    for path in paths:
        try:
            with parquet.ParquetFile(path) as part:
                for batch in part.iter_batches(columns=["outcome", "report", "annotation"]):
                    yield from (
                        (row["report"], row["annotation"]) for row in batch.to_pylist() if row["outcome"] == "accepted"
                    )
        except (arrow.ArrowException, OSError) as error:
            raise InputError(f"{path}: not a part: {error}") from error


@cache
def _reader(model: str | None) -> Reader:
    """One reader a process."""
    return Reader.load(model=Path(model) if model else None)


def _write(path: Path, task: Task) -> tuple[int, int]:
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError as error:
        raise InputError("parts need the scale extra: pip install 'vedette[scale]'") from error
    schema = arrow.schema([(name, getattr(arrow, kind)()) for name, kind in COLUMNS])
    counts = {"accepted": 0, "quarantined": 0}
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for rows in _batches(_rows(take([task.shard]), _reader(task.model))):
            for row in rows:
                counts[str(row["outcome"])] += 1
            writer.write_table(arrow.Table.from_pylist(rows, schema=schema))
    return counts["accepted"], counts["quarantined"]


def _batches(rows: Iterator[dict[str, object]]) -> Iterator[list[dict[str, object]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _rows(items: Iterator[Taken], reader: Reader) -> Iterator[dict[str, object]]:
    while batch := list(islice(items, BATCH)):
        annotations = reader.annotate(item.report for item in batch if isinstance(item, Candidate))
        for item in batch:
            where: dict[str, object] = {"source": item.origin.source, "line": item.origin.line}
            if isinstance(item, Candidate):
                yield where | {"outcome": "accepted"} | _accepted(item.report, next(annotations))
            else:
                yield where | {"outcome": "quarantined", "reason": item.reason}


def _accepted(report: Report, annotation: Annotation) -> dict[str, object]:
    return {
        "id": report.id,
        "published": annotation.published.latest,
        "outlet": report.outlet,
        "title": report.title,
        "url": report.url,
        "events": len(annotation.events),
        "report": encode(report),
        "annotation": encode(annotation),
    }
