"""A bench on disk: what linking works with is laid on shelves, and pairs are looked for in a database that spills."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
import numpy as np

from vedette.bulk import parts
from vedette.bulk.shelf import Pile, Shelf
from vedette.errors import InputError
from vedette.link import candidates
from vedette.link.pairs import Pairs, code
from vedette.link.shingles import Text
from vedette.record import Annotation, Report, decode

if TYPE_CHECKING:
    import duckdb

T = TypeVar("T")
Tell = Callable[[str, int], None]
_TEXTS = 4096
"""Texts whose shingles go to the database at once."""


class _Named(msgspec.Struct):
    """A report's id alone."""

    id: str


class OnDisk:
    """A bench (`vedette.link.bench`) in a folder of its own, which is gone when the work ends; see `on_disk`."""

    def __init__(self, folder: Path, database: "duckdb.DuckDBPyConnection", tell: Tell) -> None:
        """`tell` hears what is worked on and how far it has come."""
        self._folder = folder
        self._database = database
        self._tell = tell

    def shelve(self, paths: Iterable[Path]) -> tuple[Shelf[Report], Shelf[Annotation]]:
        """The reports of these parts, each id once, in the order of ids, and what each says."""
        said, read = Pile(self._folder), Pile(self._folder)
        at: dict[str, int] = {}
        for report, annotation in parts.read(paths):
            name = decode(report, _Named).id
            if name not in at:
                at[name] = len(said)
                said.add(report)
                read.add(annotation)
                self._tell("parts", len(said))
        said.done()
        read.done()
        order = [at[name] for name in sorted(at)]
        return (
            Shelf(said, partial(decode, kind=Report), order),
            Shelf(read, partial(decode, kind=Annotation), order),
        )

    def keep(self, kind: type[T], things: Iterable[T]) -> Sequence[T]:
        """Lay things down on a shelf."""
        pile = Pile(self._folder)
        encoder = msgspec.msgpack.Encoder(enc_hook=_bytes)
        for number, thing in enumerate(things, 1):
            pile.add(encoder.encode(thing))
            self._tell(kind.__name__, number)
        pile.done()
        return Shelf(pile, msgspec.msgpack.Decoder(kind, dec_hook=_keys).decode)

    def shared_grams(self, texts: Sequence[Text]) -> Pairs[int]:
        """The pairs of `candidates.shared_grams`."""
        total = len(texts)
        self._database.execute("CREATE TEMP TABLE grams (gram UBIGINT, report INTEGER)")
        self._database.execute("CREATE TEMP TABLE sizes (report INTEGER, size INTEGER)")
        rest = enumerate(texts)
        while block := [(number, text.grams) for number, text in islice(rest, _TEXTS)]:
            numbers, sizes = [number for number, _ in block], [len(grams) for _, grams in block]
            self._insert("grams", gram=np.concatenate([g for _, g in block]), report=np.repeat(numbers, sizes))
            self._insert("sizes", report=numbers, size=sizes)
            self._tell("shingles", numbers[-1] + 1)
        found = self._ask(
            "shared_grams.sql",
            common=candidates.common(total),
            beside=candidates.BESIDE,
            near=candidates.NEAR_COPY,
            twins=candidates.twins(total),
            fan_out=candidates.fan_out(total),
        )
        self._database.execute("DROP TABLE grams; DROP TABLE sizes")
        codes = code(found["one"], found["two"])
        order = np.argsort(codes)
        return Pairs[int].of(codes[order], found["shared"].astype(np.int64)[order])

    def _insert(self, table: str, **columns: object) -> None:
        """Put whole columns into a table, in the order of its columns."""
        import pyarrow

        self._database.register("rows", pyarrow.table(columns))
        self._database.execute(f"INSERT INTO {table} SELECT * FROM rows")
        self._database.unregister("rows")

    def _ask(self, query: str, **values: float) -> dict[str, Any]:
        """The columns that a query of ours finds."""
        text = (resources.files("vedette.bulk") / "data" / query).read_text(encoding="utf-8")
        return self._database.execute(text, values).fetchnumpy()


@contextmanager
def on_disk(folder: Path | None = None, *, memory: str = "1GB", tell: Tell | None = None) -> Iterator[OnDisk]:
    """A bench in a new folder under `folder` (else where temporary files go); `memory` is for the database alone.

    Raises `InputError` when the disk is full, cannot be written or the memory is too little.
    """
    try:
        import duckdb
    except ImportError as error:
        raise InputError("linking on disk needs the scale extra: pip install 'vedette[scale]'") from error
    where = folder or Path(tempfile.gettempdir())
    try:
        with (
            tempfile.TemporaryDirectory(prefix="vedette-link-", dir=where, ignore_cleanup_errors=True) as own,
            duckdb.connect(":memory:", config={"temp_directory": own, "memory_limit": memory}) as database,
        ):
            database.execute("SET enable_progress_bar = false")
            database.execute("SET preserve_insertion_order = false")
            yield OnDisk(Path(own), database, tell or _silently)
    except duckdb.Error as error:
        raise InputError(f"looking for pairs in {where}: {str(error).splitlines()[0]}") from error
    except OSError as error:
        raise InputError(f"{where}: {error.strerror or error}; linking on disk needs room there") from error


def _silently(what: str, count: int) -> None:
    """Nobody listens."""


def _bytes(value: object) -> bytes:
    """Arrays of hashed runs as bytes."""
    if isinstance(value, np.ndarray):
        return value.tobytes()
    raise TypeError(f"{type(value).__name__} cannot be laid on a shelf")


def _keys(kind: type, value: bytes) -> Any:
    """And back."""
    return np.frombuffer(value, dtype=np.uint64)
