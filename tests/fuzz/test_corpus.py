"""The kept inputs of the fuzzers, whole, cut and turned: what was mended stays mended."""

import random
from importlib import import_module

import pytest

from tests.fuzz import WATCHED, seeds

CUTS = 12


@pytest.mark.parametrize("target", WATCHED)
def test_the_kept_inputs_keep_the_laws(target: str) -> None:
    one = import_module(f"tests.fuzz.{target}").one
    chance, kept = random.Random(target), seeds(target)
    assert len(kept) > 4
    for path in kept:
        data = path.read_bytes()
        one(data)
        for _ in range(CUTS):
            at = chance.randrange(1, len(data))
            one(data[:at] + data[at + chance.randrange(4) :][: chance.randrange(1, len(data))])
            one(data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :])


@pytest.mark.parametrize("target", WATCHED)
def test_nothing_at_all_is_survived(target: str) -> None:
    one = import_module(f"tests.fuzz.{target}").one
    for data in (b"", b"\0", b"\xff" * 40):
        one(data)
