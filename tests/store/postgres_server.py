"""A real PostgreSQL server for the tests: started as an ordinary user in a passing folder, stopped whatever happens."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg

_QUICK = (
    "fsync=off",
    "max_wal_size=64MB",
    "shared_buffers=32MB",
    "full_page_writes=off",
    "max_connections=100",
    "timezone=UTC",
    "log_min_messages=fatal",
)
_DATABASES = 8
_MEMORY = Path("/dev/shm")
_UNPRIVILEGED = ("postgres", "nobody")


class MissingServerError(Exception):
    """There is no server to be had on this machine, and why."""


@dataclass(frozen=True)
class Server:
    """Reached through the socket in `folder`, which only its user may open, and with the password on 127.0.0.1."""

    folder: Path
    port: int
    password: str
    turns: Iterator[int] = field(default_factory=lambda: count(0))

    def address(self, database: str, *, user: str = "vedette") -> str:
        return f"postgresql://{user}@/{database}?host={self.folder}&port={self.port}"

    def new_database(self) -> str:
        """The address of an empty database; after a few more, it is emptied and given out again."""
        turn = next(self.turns)
        name = f"desk{turn % _DATABASES}"
        if turn >= _DATABASES:
            with psycopg.connect(self.address(name), autocommit=True) as connection:
                connection.execute("DROP SCHEMA IF EXISTS vedette_facts, vedette_derived CASCADE")
            return self.address(name)
        return self.database(name)

    def database(self, name: str, options: str = "") -> str:
        """The address of a new database of this name."""
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} {options}")
        return self.address(name)


@contextmanager
def server() -> Iterator[Server]:
    """A running server; raises `MissingServerError` where PostgreSQL is not installed."""
    bin_folder, (command, user) = programs(), _as_ordinary_user()
    folder = Path(tempfile.mkdtemp(prefix="vedette-pg-", dir=_MEMORY if _MEMORY.is_dir() else None))
    made = Server(folder=folder, port=_free_port(), password=secrets.token_hex(8))
    try:
        (folder / "password").write_text(made.password)
        if user is not None:
            shutil.chown(folder, user)
            shutil.chown(folder / "password", user)
        data = folder / "data"
        _run(
            [*command, bin_folder / "initdb", "-D", data, "-U", "vedette", "-E", "UTF8", "--locale=C", "-N",
             "--auth-local=trust", "--auth-host=scram-sha-256", f"--pwfile={folder / 'password'}"], folder
        )  # fmt: skip
        options = [f"-c {option}" for option in (*_QUICK, f"unix_socket_directories={folder}")]
        listen = f"-h 127.0.0.1 -p {made.port} {' '.join(options)}"
        control = [*command, bin_folder / "pg_ctl", "-D", data, "-l", folder / "log"]
        try:
            _run([*control, "-w", "-t", "60", "-o", listen, "start"], folder)
            yield made
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], cwd=folder, capture_output=True, check=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def programs() -> Path:
    """The folder of initdb and pg_ctl, the newest first."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: -int(path.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        raise MissingServerError("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    return (found[0] if found else Path(str(on_path))).parent


def _as_ordinary_user() -> tuple[list[str], str | None]:
    """How a program is run by someone else than root, and by whom; PostgreSQL refuses to be run by root."""
    if os.geteuid() != 0:
        return [], None
    users = {entry.pw_name for entry in pwd.getpwall()}
    user = next((name for name in _UNPRIVILEGED if name in users), None)
    if user is None or shutil.which("setpriv") is None:
        raise MissingServerError("run by root, and there is no ordinary user or no setpriv to run PostgreSQL with")
    group = pwd.getpwnam(user).pw_gid
    return ["setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups", "--"], user


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(command: list[object], folder: Path) -> None:
    log = folder / "log"
    done = subprocess.run(
        list(map(str, command)), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=120
    )
    if done.returncode:
        told = log.read_text(errors="replace") if log.exists() else ""
        raise RuntimeError(f"{command[-1]}: {done.stderr}\n{told}")
