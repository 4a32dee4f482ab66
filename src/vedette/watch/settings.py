"""What the watch follows and whom it tells: the desk's `watch.yaml`, checked, with line and mend when it is wrong."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import msgspec
import yaml

from vedette.errors import InputError

NAME = "watch.yaml"
EXAMPLE = """\
# What `vedette watch` follows and whom it tells.
sources:
  - url: https://wire.example/rss.xml        # RSS, Atom, JSON Feed, OPML or a sitemap
    every: 15                                # minutes
  # - folder: inbox                          # files that are put there
  # - mailbox: /var/mail/desk                # mbox
# allow: [10.1.0.0/16]                       # networks that are not public and may be fetched from all the same
channels:
  - kind: terminal
  # - kind: file
  #   path: alerts.jsonl
  # - kind: email
  #   server: mail.example
  #   sender: desk@mail.example
  #   to: [duty@mail.example]
  # - kind: webhook
  #   url: https://hooks.example/vedette
  #   secret: VEDETTE_HOOK_SECRET            # the environment variable that holds it
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One thing to follow: exactly one of `url`, `folder` and `mailbox`. `every`: minutes between two looks."""

    url: str | None = None
    folder: str | None = None
    mailbox: str | None = None
    every: float = 15.0

    def __post_init__(self) -> None:
        if sum(one is not None for one in (self.url, self.folder, self.mailbox)) != 1:
            raise ValueError("a source has one of `url`, `folder` and `mailbox`")

    @property
    def name(self) -> str:
        """What it is known by in the record."""
        return self.url or self.folder or self.mailbox or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """Where alerts go. `secret` and `password` name environment variables: no secret stands in a file of ours."""

    kind: Literal["terminal", "file", "email", "webhook"]
    path: str | None = None
    url: str | None = None
    secret: str | None = None
    server: str | None = None
    port: int = 25
    sender: str | None = None
    to: tuple[str, ...] = ()
    user: str | None = None
    password: str | None = None
    level: Literal["watch", "alert"] = "alert"

    def __post_init__(self) -> None:
        needs = {"file": ("path",), "email": ("server", "sender", "to"), "webhook": ("url", "secret"), "terminal": ()}
        missing = [name for name in needs[self.kind] if not getattr(self, name)]
        if missing:
            raise ValueError(f"a channel of kind {self.kind} needs {', '.join(f'`{name}`' for name in missing)}")

    @property
    def name(self) -> str:
        """What deliveries to it are noted under."""
        return ":".join(filter(None, (self.kind, self.path, self.url, self.server, ",".join(self.to))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The whole file. `pause`: seconds between two requests to one host; `agent`: what we call ourselves there."""

    sources: tuple[Source, ...] = ()
    channels: tuple[Channel, ...] = field(default_factory=lambda: (Channel(kind="terminal"),))
    allow: tuple[str, ...] = ()
    pause: float = 1.0
    agent: str = "vedette"


def load(path: Path) -> Settings:
    """The settings of a file; raises `InputError` that names the file, the line where it can, and the mend."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise InputError(
            f"{path}: {getattr(error, 'strerror', None) or error}; see `vedette watch --example`"
        ) from error
    try:
        return msgspec.convert(yaml.safe_load(text) or {}, Settings)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise InputError(f"{path}, line {line}: {error.problem}") from error
    except msgspec.ValidationError as error:
        raise InputError(f"{path}: {error}; see `vedette watch --example`") from error
