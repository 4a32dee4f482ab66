"""The SQL of the store: named statements and numbered schemas, most shared by both dialects, the rest in its folder."""

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Literal

from vedette.errors import StoreError

Kind = Literal["facts", "derived"]
"""Facts are appended and never changed; what is derived may be thrown away and made again."""
Dialect = Literal["sqlite", "postgres"]
Mode = Literal["refuse", "upgrade"]
"""What becomes of a store with an older schema."""

_NAMED = re.compile(r"^-- name: (\w+)\n(.*?)(?=^-- name: |\Z)", re.MULTILINE | re.DOTALL)


@cache
def statements(dialect: Dialect, kind: Kind) -> dict[str, str]:
    """The named statements on one kind of data; values stand in them as `:name`."""
    found: dict[str, str] = {}
    for file in (_folder() / f"{kind}.sql", _folder() / dialect / f"{kind}.sql"):
        found |= {name: body.strip() for name, body in _NAMED.findall(file.read_text(encoding="utf-8"))}
    return found


@cache
def script(dialect: Dialect, name: str) -> str:
    """One file of a dialect, such as `facts_1.sql`."""
    return (_folder() / dialect / name).read_text(encoding="utf-8")


@cache
def newest(dialect: Dialect, kind: Kind) -> int:
    """The number of the newest schema that this program knows."""
    form = re.compile(rf"{kind}_(\d+)\.sql")
    found = (form.fullmatch(file.name) for file in (_folder() / dialect).iterdir())
    return max(int(match[1]) for match in found if match)


def upgrades(dialect: Dialect, kind: Kind, held: int) -> Iterator[tuple[int, str]]:
    """The schemas that a store which has number `held` still lacks, in order."""
    for version in range(held + 1, newest(dialect, kind) + 1):
        yield version, script(dialect, f"{kind}_{version}.sql")


def check_version(dialect: Dialect, kind: Kind, held: int, place: object, mode: Mode) -> None:
    """Raise `StoreError` when a newer program wrote the store, or an older one and it is not to be upgraded."""
    known = newest(dialect, kind)
    if held > known:
        raise StoreError(
            f"{place} was written by a newer Vedette (schema {held}; this one knows {known}): "
            "update Vedette, or use the program that wrote it"
        )
    if held < known and mode == "refuse":
        raise StoreError(
            f"{place} was written by an older Vedette (schema {held}; this one has {known}): "
            "bring it up to date with `vedette init`"
        )


@cache
def placeholders(text: str) -> bytes:
    """A statement with its values written as psycopg wants them: `%(name)s` for `:name`."""
    return re.sub(r"(?<![:\w]):([a-z_]+)", r"%(\1)s", text.replace("%", "%%")).encode()


def _folder() -> Traversable:
    return resources.files(__package__) / "sql"
