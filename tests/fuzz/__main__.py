"""`python -m tests.fuzz TARGET [SECONDS]`: fuzz one target; exit status 1 with the input when a law is broken.

Needs atheris, which installs on Linux and macOS only and is therefore no dependency: pip install atheris.
"""

import sys
import tempfile
from importlib import import_module
from pathlib import Path

from tests.fuzz import CORPUS, WATCHED

SECONDS = 600
LONGEST, SLOWEST, MEMORY = 4096, 20, 4096
"""Bytes of an input, seconds that it may take, megabytes that all may take."""


def main(target: str, seconds: int) -> None:
    try:
        import atheris
    except ImportError:
        sys.exit("fuzzing needs atheris (Linux, macOS): pip install atheris, in an environment where vedette is")
    name = f"tests.fuzz.{target}"
    with atheris.instrument_imports(include=list(WATCHED[target])):
        module = import_module(name)
    from tests.soak import WORDS

    grown = Path(tempfile.gettempdir()) / f"vedette-fuzz-{target}"
    grown.mkdir(exist_ok=True)
    options = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={SLOWEST}", f"-rss_limit_mb={MEMORY}"]
    words = grown.with_suffix(".words")
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in sorted(set(WORDS))), encoding="ascii")
    found = [f"-artifact_prefix={grown}/found-", f"-dict={words}"]
    atheris.Setup([name, *options, *found, "-print_final_stats=1", str(grown), str(CORPUS / target)], module.one)
    atheris.Fuzz()


def _escaped(word: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word.encode())


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in WATCHED:
        sys.exit(f"which target? one of {', '.join(WATCHED)}")
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else SECONDS)
