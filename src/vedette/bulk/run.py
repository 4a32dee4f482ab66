"""An archive, shard by shard: what is there is left, what is missing is made, what fails is named."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from vedette.bulk.engines import Engine
from vedette.bulk.parts import Outcome, Task
from vedette.bulk.shards import Shard, find
from vedette.errors import InputError


def annotate_shards(
    folder: Path, out: Path, *, engine: Engine, versions: str, model: Path | None = None
) -> tuple[int, Iterator[Outcome]]:
    """How many shards there are, and the outcome of each as it comes; stopped and begun again, it goes on.

    A part is named by the hash of its shard and of `versions` (the layers and models), so that new bytes or a new
    version make a new part. Raises `InputError` when there are no shards or `out` cannot be written.
    """
    shards = find(folder)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{out}: {error.strerror or error}") from error
    tasks = {part_of(shard, out, versions=versions): shard for shard in shards}
    made = [Task(shard=s.path, part=str(p), model=str(model) if model else None) for p, s in tasks.items()]
    return len(made), engine.run(made)


def part_of(shard: Shard, out: Path, *, versions: str) -> Path:
    """Where a shard's part stands."""
    mark = hashlib.sha256(f"{shard.digest}\0{versions}".encode()).hexdigest()[:16]
    return out / f"{shard.name}-{mark}.parquet"
