"""The form of a pack: one ZIP file, nothing compressed, every member's SHA-256 in its manifest, sealed as a whole."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO, Literal

Scope = Literal["desk", "incident"]
Row = dict[str, object]

SCHEMA = 1
MANIFEST = "manifest.json"
FACTS = "facts.jsonl"
INCIDENT = "incident.json"
PROVENANCE = "provenance.json"
ORIGINALS = "originals/"
NAME = re.compile(rf"{MANIFEST}|{FACTS}|{INCIDENT}|{PROVENANCE}|{ORIGINALS}[0-9a-f]{{64}}")
"""Members that a pack may have; a name outside of this leads nowhere."""
TABLES = ("reports", "ledger", "judgements", "notes")
"""What the facts hold beside the original bytes, in the order in which they are written."""
MOMENT = (1980, 1, 1, 0, 0, 0)
"""Every member's date, so that the same facts give the same file."""
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member of a pack: its name, its size in bytes and its SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """Where a chosen entry stood in the chain: the hash before it and the one after it (None: it was the last)."""

    seq: int
    before: str
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """One chain of custody: how many entries of how many, the hash that ends the whole chain, and what it says."""

    entries: int
    of: int
    end: str
    partial: bool
    neighbours: tuple[Neighbours, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is in a pack; `says` tells a reader in words what can be checked and what cannot."""

    vedette: Literal["pack"]
    schema: int
    program: str
    scope: Scope
    incident: str | None
    as_known_at: str | None
    says: str
    chains: Mapping[str, Chain]
    members: tuple[Member, ...]


def seal_of(stream: BinaryIO, size: int) -> str:
    """SHA-256 (hex) over the first `size` bytes of an open file."""
    digest, left = hashlib.sha256(), size
    stream.seek(0)
    while left > 0 and (block := stream.read(min(_BLOCK, left))):
        digest.update(block)
        left -= len(block)
    return digest.hexdigest()
