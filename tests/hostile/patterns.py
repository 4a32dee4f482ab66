"""Every regular expression of the source, found by running it: `python -m tests.hostile.patterns` prints them.

`re` is told to write down what it compiles and for which line, every module is imported, every loader without
arguments is called, and one report is read and linked. What stands as plain text in a call of `re` is added from the
source itself. Calls that neither way has reached are listed under "unknown": the test wants none.
"""

import ast
import functools
import importlib
import inspect
import json
import pkgutil
import re
import sys
import types
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "vedette"
_CALLS = {"compile", "match", "fullmatch", "search", "findall", "finditer", "split", "sub", "subn"}
Found = dict[tuple[str, int], list[tuple[str, str]]]
"""Pattern and flags -> the places (file and line in the source) that compile it."""


def watch() -> Found:
    """From now on each pattern that the source asks for is written down."""
    found: Found = {}
    compiled = re._compile  # type: ignore[attr-defined]

    def note(pattern: object, flags: int) -> object:
        made = compiled(pattern, flags)
        frame: types.FrameType | None = sys._getframe(1)
        while frame is not None and not frame.f_code.co_filename.startswith(str(SOURCE)):
            frame = frame.f_back if frame.f_code.co_filename == re.__file__ else None
        if frame is not None and isinstance(made.pattern, str):
            where = str(Path(frame.f_code.co_filename).relative_to(SOURCE))
            found.setdefault((made.pattern, made.flags), []).append((where, str(frame.f_lineno)))
        return made

    re._compile = note  # type: ignore[attr-defined]
    return found


def wake() -> None:
    """Import every module and call every remembered loader that needs no argument."""
    import vedette

    for module in pkgutil.walk_packages(vedette.__path__, "vedette."):
        if module.name.endswith("__main__") or module.name == "vedette.intake.worker":
            continue
        for value in list(vars(importlib.import_module(module.name)).values()):
            if isinstance(value, functools._lru_cache_wrapper) and value.__module__ == module.name:
                wanted = inspect.signature(value).parameters.values()
                if all(p.default is not p.empty or p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) for p in wanted):
                    value()


def ask() -> None:
    """Loaders that want a name, asked for every name that they know."""
    from vedette.link import matters, reinforcements
    from vedette.link.shingles import data
    from vedette.read.gazetteer import names
    from vedette.store import statements

    for name, value in data("matters.yaml").items():
        if isinstance(value, str):
            matters.cue(name)
    for name, value in data("reinforcements.yaml").items():
        if isinstance(value, str):
            reinforcements._cue(name)
    for stage, rows in data("reinforcements.yaml")["stages"].items():
        for name in rows:
            reinforcements._verbs(stage, name)
    for policy in names.policies():
        names.named("Mitrovica", policy)
    statements.newest("sqlite", "facts")


def read_one() -> None:
    """One report read, linked and briefed, for what is compiled on the way."""
    from vedette.link import link
    from vedette.read import Reader
    from vedette.record import Report

    text = "Vrelna, 14 June 2031 (Wire) - Police said 11 of 30 officers were hurt on Monday. Men “fired”, he said."
    reports = [Report(id="a", text=text, outlet="wire.example", url="https://wire.example/2031/06/14/a")]
    link(reports, list(Reader.load().annotate(reports)))


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Each call of `re` in the source: file, line, and the call."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if not isinstance(called, ast.Attribute) or called.attr not in _CALLS:
                continue
            if isinstance(node, ast.Call) and isinstance(called.value, ast.Name) and called.value.id == "re":
                yield str(path.relative_to(SOURCE)), str(node.lineno), node


def main() -> None:
    """All patterns, and the calls of which none is known."""
    found = watch()
    wake()
    ask()
    read_one()
    for file, line, call in calls():
        argument = call.args[0]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            made = re.compile(argument.value, _flags(call))
            found.setdefault((made.pattern, made.flags), []).append((file, line))
    reached: dict[str, set[int]] = {}
    for places in found.values():
        for file, line in places:
            reached.setdefault(file, set()).add(int(line))
    unknown = [
        f"{file}:{line}"
        for file, line, call in calls()
        if not any(call.lineno <= at <= (call.end_lineno or 0) for at in reached.get(file, ()))
        and not (isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, bytes))
    ]
    listed = [
        {"pattern": pattern, "flags": flags, "where": ":".join(places[0])} for (pattern, flags), places in found.items()
    ]
    json.dump({"patterns": listed, "unknown": unknown}, sys.stdout)


def _flags(call: ast.Call) -> int:
    """The flags that a call names (`re.I | re.M`), for patterns that only the source shows."""
    names = {node.attr for node in ast.walk(call) if isinstance(node, ast.Attribute) and node.attr.isupper()}
    return functools.reduce(lambda a, b: a | b, (int(getattr(re, name)) for name in names), 0)


if __name__ == "__main__":
    main()
