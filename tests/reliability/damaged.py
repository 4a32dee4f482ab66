"""Damage: files cut short or with a bit turned, a full disk, a folder that cannot be written."""

import os
import random
import resource
import shutil
from collections import Counter
from pathlib import Path

from tests.reliability.desks import offered, passing_folder
from tests.reliability.figure import Figure
from tests.stub_engine import StubEngine
from vedette.errors import StoreError
from vedette.store import Desk, export, verify

_NOBODY = 65534
_ENDS = (" ends at ",)


def cuts(times: int, *, seed: int = 6) -> Figure:
    """Cut the desk's files at random or turn a bit: it opens to a clean prefix, or says what is wrong."""
    dice, ends = random.Random(seed), Counter[str]()
    with passing_folder() as folder:
        image, facts = _crashed(folder, seed)
        names = sorted(path.name for path in image.iterdir() if path.name.startswith("facts"))
        for number in range(times):
            place = folder / "cut"
            shutil.copytree(image, place)
            path = place / names[-1 if dice.random() < 0.7 else 0]
            (_cut if number % 2 else _turn)(path, dice)
            ends[_outcome(place, facts)] += 1
            shutil.rmtree(place)
    counts = ", ".join(f"{number} {what}" for what, number in sorted(ends.items()))
    return Figure(
        test=f"facts and their log cut or with a bit turned, {times:,} times",
        showed=counts,
        promised="each: whole, a clean prefix, or a clear word",
        kept=set(ends) <= {"whole", "clean prefix", "told what is wrong"},
    )


def _crashed(folder: Path, seed: int) -> tuple[Path, list[str]]:
    """The files of a desk as a crash leaves them, with their log, and its facts."""
    desk = Desk.init(folder / "desk", engine=StubEngine())
    items = list(offered(60, seed=seed))
    with desk.store.reader("facts") as holding:
        holding.one("last_entry")
        for at in range(0, len(items), 5):
            list(desk.add(items[at : at + 5]))
        shutil.copytree(folder / "desk", folder / "image", ignore=shutil.ignore_patterns("*-shm", "derived*", "lock"))
    return folder / "image", list(export(desk))


def _cut(path: Path, dice: random.Random) -> None:
    os.truncate(path, dice.randrange(path.stat().st_size))


def _turn(path: Path, dice: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    path.write_bytes(data)


def _outcome(place: Path, facts: list[str]) -> str:
    """`whole`, `clean prefix`, `told what is wrong`; anything else is a failure."""
    try:
        problems = verify(place).problems
        held = list(export(Desk.open(place, engine=StubEngine())))
    except StoreError as error:
        return "told what is wrong" if str(error) else "silent"
    if held == facts:
        return "whole"
    if all(any(end in problem for end in _ENDS) for problem in problems) and problems:
        return "clean prefix" if _is_prefix(held, facts) else "NOT A PREFIX"
    return "told what is wrong" if problems else "UNSEEN"


def _is_prefix(held: list[str], facts: list[str]) -> bool:
    """Are the entries the first ones, and is nothing there that was not recorded?"""
    entries = [line for line in facts if line.startswith('{"table":"ledger"')]
    kept = [line for line in held if line.startswith('{"table":"ledger"')]
    return kept == entries[: len(kept)] and set(held) <= set(facts)


def full_disk(times: int, *, seed: int = 6) -> Figure:
    """Let files grow no further at so many points while reports are added; then let them, and try again."""
    dice, clear, retried, lost = random.Random(seed), 0, 0, 0
    with passing_folder() as folder:
        for number in range(times):
            desk = Desk.init(folder / f"desk{number}", engine=StubEngine())
            items = list(offered(150, seed=seed + number))
            list(desk.add(items[:10]))
            before = len(list(export(desk)))
            said, told = _limited(desk, items[10:], dice.randrange(8_000, 400_000))
            clear += said
            held = {report.id for report in desk.record().reports}
            lost += sum(name not in held for name in told)
            list(desk.add(items))
            whole = verify(desk.place).problems == () and len(desk.record().reports) == len(items)
            retried += whole and len(list(export(desk))) > before
    return Figure(
        test=f"disk full during add, {times} times",
        showed=f"{clear} clear errors, {lost} acknowledged lost, retry works {retried} of {times}",
        promised="clear error, 0 lost, retry works",
        kept=clear == retried == times and lost == 0,
    )


def _limited(desk: Desk, items: list[object], limit: int) -> tuple[bool, list[str]]:
    """Add while no file may be longer than `limit`: was there one clear error, and what had been acknowledged?"""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    told: list[str] = []
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        for at in range(0, len(items), 10):
            told += [str(entry.report) for entry in desk.add(items[at : at + 10])]
    except StoreError as error:
        return any(word in str(error) for word in ("disk", "full", "I/O")), told
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    return False, told


def read_only() -> Figure:
    """A folder that cannot be written: it can be read, adding says why not, and works when it may be written again."""
    with passing_folder() as folder:
        folder.chmod(0o755)
        place = folder / "desk"
        desk = Desk.init(place, engine=StubEngine())
        items = list(offered(8))
        list(desk.add(items[:4]))
        _permit(place, folder_mode=0o555, file_mode=0o444)
        readable, error = _as_nobody(place, items[4:])
        _permit(place, folder_mode=0o755, file_mode=0o644)
        list(desk.add(items[4:]))
        again = len(desk.record().reports) == len(items)
    return Figure(
        test="folder that cannot be written",
        showed=f"{readable} reports read; says: {error}; retry {'works' if again else 'FAILS'}",
        promised="clear error, retry works",
        kept=readable == 4 and "cannot be written" in error and again,
    )


def _permit(place: Path, *, folder_mode: int, file_mode: int) -> None:
    for path in place.iterdir():
        path.chmod(file_mode)
    place.chmod(folder_mode)


def _as_nobody(place: Path, items: list[object]) -> tuple[int, str]:
    """How many reports an ordinary user can read there, and what adding says."""
    mine, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(mine)
        os.write(theirs, _try(place, items).encode())
        os._exit(0)
    os.close(theirs)
    with os.fdopen(mine) as answer:
        readable, _, error = answer.read().partition("\n")
    os.waitpid(child, 0)
    return int(readable or 0), error.replace(str(place), "DESK")


def _try(place: Path, items: list[object]) -> str:
    if os.geteuid() == 0:
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
    try:
        desk = Desk.open(place, engine=StubEngine())
        readable = len(desk.record().reports)
    except StoreError as error:
        return f"0\n{error}"
    try:
        list(desk.add(items))
    except StoreError as error:
        return f"{readable}\n{error}"
    return f"{readable}\nnothing"
