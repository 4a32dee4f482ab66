"""House style that no linter holds: short modules, short functions, doors between rooms that are declared."""

import ast
from pathlib import Path

import pytest

import vedette

SOURCE = Path(vedette.__file__).parent
MODULES = sorted(SOURCE.rglob("*.py"))
MODULE_LINES, FUNCTION_LINES = 400, 50


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_caps(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MODULE_LINES
    functions = (n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    long = [f"{f.name}: {length}" for f in functions if (length := (f.end_lineno or 0) - f.lineno + 1) > FUNCTION_LINES]
    assert long == []


@pytest.mark.parametrize("path", [p for p in MODULES if p.name == "__init__.py"], ids=lambda p: p.parent.name)
def test_every_exported_name_exists(path: Path) -> None:
    name = ".".join(("vedette", *path.parent.relative_to(SOURCE).parts))
    module = __import__(name, fromlist=["*"])
    for exported in getattr(module, "__all__", ()):
        assert hasattr(module, exported), exported


def test_errors_form_one_tree() -> None:
    from vedette import errors

    classes = [c for c in vars(errors).values() if isinstance(c, type)]
    assert len(classes) > 3
    assert all(issubclass(c, errors.VedetteError) for c in classes)
    raised = {
        node.name
        for path in MODULES
        if path.name != "errors.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        and any(isinstance(b, ast.Name) and b.id in ("Exception", "ValueError", "RuntimeError") for b in node.bases)
    }
    assert raised == set(), "errors live in errors.py"
