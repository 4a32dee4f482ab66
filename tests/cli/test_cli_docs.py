"""Every command, option and exit status is documented, and nothing is documented that is not there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

from vedette.cli import gazetteer, status
from vedette.cli.app import app

PAGE = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^#{2,3} (vedette[^\n]*)\n(.*?)(?=^#{2,3} |\Z)", PAGE, re.MULTILINE | re.DOTALL))


def commands(command: object, path: tuple[str, ...]) -> Iterator[tuple[str, object]]:
    yield " ".join(path), command
    for name, child in sorted(getattr(command, "commands", {}).items()):
        yield from commands(child, (*path, name))


def everything() -> list[tuple[str, object]]:
    places = typer.main.get_command(gazetteer.app)
    return [*commands(typer.main.get_command(app), ("vedette",)), *commands(places, ("vedette", "gazetteer"))]


def test_each_command_has_its_section_and_each_section_its_command() -> None:
    assert set(SECTIONS) == {name for name, _ in everything()}


@pytest.mark.parametrize(("name", "command"), everything(), ids=lambda value: value if isinstance(value, str) else "")
def test_each_option_is_documented_where_its_command_is(name: str, command: object) -> None:
    parts = name.split()
    text = "".join(SECTIONS[" ".join(parts[:depth])] for depth in range(min(2, len(parts)), len(parts) + 1))
    if len(parts) > 2 and parts[1] == "gazetteer":
        text = PAGE
    for parameter in command.params:
        for option in [*parameter.opts, *parameter.secondary_opts]:
            if option.startswith("-") and "completion" not in option and option not in ("--help", "-h"):
                assert f"`{option}" in text, option


@pytest.mark.parametrize("name", ["OK", "REFUSED", "USAGE", "INTERRUPTED", "OUTPUT_CLOSED"])
def test_each_exit_status_is_documented(name: str) -> None:
    assert f"\n| {getattr(status, name)} |" in PAGE


@pytest.mark.parametrize(("name", "command"), list(commands(typer.main.get_command(app), ("vedette",))))
def test_each_help_teaches_with_an_example(name: str, command: object) -> None:
    if hasattr(command, "commands") or name == "vedette gazetteer":
        assert command.help
    else:
        assert f"Example[/]  {name}" in command.help
