"""Makes the virtual environment from the lock file; says what the machine lacks.  python scripts/setup_venv.py .venv"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(folder: Path) -> None:
    """Build `folder` and install the locked packages and Vedette itself into it."""
    if sys.version_info < (3, 11):
        sys.exit(f"Vedette needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try: make PYTHON=python3.12")
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        sys.exit("This Python has no venv module. On Debian or Ubuntu: apt-get install python3-venv")
    python = str(folder / "bin" / "python")
    quiet = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1")
    steps: list[list[str]] = [
        [sys.executable, "-m", "venv", str(folder)],
        [python, "-m", "pip", "install", "-q", "--require-hashes", "-r", str(ROOT / "requirements.lock")],
        [python, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "-e", str(ROOT)],
    ]
    for number, step in enumerate(steps, 1):
        print(f"setup {number}/{len(steps)}: {' '.join(map(str, step[1:5]))} ...", flush=True)
        subprocess.run(step, check=True, env=quiet, cwd=ROOT)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
