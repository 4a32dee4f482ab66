"""The documents are true to the tree: the codebook is made from it, links lead somewhere, commands exist."""

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
import typer.main

from vedette.cli import gazetteer
from vedette.cli.app import app

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "examples" / "README.md", *ROOT.glob("docs/*.md")])
COMMAND, GAZETTEER = typer.main.get_command(app), typer.main.get_command(gazetteer.app)
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


@pytest.fixture(params=PAGES, ids=lambda page: page.name)
def page(request: pytest.FixtureRequest) -> Path:
    return request.param


def script(name: str) -> ModuleType:
    spec = spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def anchors(page: Path) -> set[str]:
    """The names by which a page's headings are linked to: lower case, spaces as hyphens, no other marks."""
    heads = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def code(page: Path) -> str:
    """What stands in code: fenced, indented and inline."""
    text = page.read_text(encoding="utf-8")
    return "\n".join(re.findall(r"^```.*?^```|`[^`\n]+`|^ {4}\S.*$", text, re.MULTILINE | re.DOTALL))


def test_the_codebook_is_up_to_date() -> None:
    made = script("codebook").page()
    assert (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8") == made, "run python scripts/codebook.py"


def test_each_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|mailto:)([^)\s]+)\)", page.read_text(encoding="utf-8")):
        path, _, heading = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), target
        assert not heading or heading in anchors(file), target


def test_each_page_named_in_words_exists(page: Path) -> None:
    for name in re.findall(r"docs/[\w.-]+\.(?:md|png)", page.read_text(encoding="utf-8")):
        assert (ROOT / name).exists(), name


def test_each_make_target_exists(page: Path) -> None:
    assert set(re.findall(r"(?:^|`|- )make ([a-z]+)", code(page), re.MULTILINE)) <= TARGETS


def test_each_command_and_option_exists(page: Path) -> None:
    for line in re.findall(r"\bvedette ([a-z][a-z-]*(?=[ `\n])[^`\n|&;#>]*)", code(page)):
        words, command = line.split(), COMMAND
        while words and words[0] in getattr(command, "commands", {}):
            command = GAZETTEER if words[0] == "gazetteer" else command.commands[words[0]]
            words.pop(0)
        assert command is not COMMAND, f"vedette {line}"
        known = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
        asked = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
        assert asked <= known | {"--help", "-h"}, f"vedette {line}"


def test_each_make_target_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert not [target for target in sorted(TARGETS) if f"make {target}" not in readme]
