"""The short form of `make reliability`, a minute in all; how fast the looks are is promised in the long form only."""

from pathlib import Path

import pytest

from tests.reliability import damaged, judged, killed, looking
from tests.reliability.desks import passing_folder

_PATIENT = 2000.0
"""Milliseconds that a look may take on a machine that is busy with other things."""


@pytest.mark.parametrize(
    "trial",
    [
        pytest.param(lambda: killed.killed_adds(50), id="kill"),
        pytest.param(lambda: damaged.cuts(100), id="cut"),
        pytest.param(lambda: damaged.full_disk(3), id="disk full"),
        pytest.param(damaged.read_only, id="read only"),
        pytest.param(lambda: killed.ingested_again(60), id="again"),
        pytest.param(lambda: killed.two_writers(60), id="two writers"),
        pytest.param(lambda: judged.judged(50), id="judged"),
        pytest.param(lambda: looking.random_moments(60), id="moments"),
    ],
)
def test_the_record_withstands(trial) -> None:
    figure = trial()
    assert figure.kept, f"{figure.test}: {figure.showed}; promised: {figure.promised}"


def test_readers_wait_for_nobody() -> None:
    with passing_folder() as folder:
        place = Path(folder) / "desk"
        found = looking.full_text(place, 1000, asked=60, limit=_PATIENT)
        assert found.kept, found.showed
        looked = looking.writer_and_readers(place, 1000, seconds=6, limit=_PATIENT)
        assert looked.kept, looked.showed
