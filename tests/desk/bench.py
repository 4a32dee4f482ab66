"""How fast the desk's pages are on a record of 100,000 events: `python -m tests.desk.bench [EVENTS]`."""

import sys
import time

from starlette.testclient import TestClient

from tests.desk.desks import Fixed
from tests.desk.synthetic import record
from vedette.desk.app import build

PAGES = {
    "/": (None, 150_000),
    "/incidents": (0.3, 150_000),
    "/incidents?type=ASSAULT&since=2022-03-01&q=name": (0.3, None),
    "/incidents?page=900": (0.3, None),
    "/incidents/i4200": (0.15, None),
    "/reports/00000000000000ff": (None, None),
    **dict.fromkeys(
        ("/map", "/figures", "/claims", "/lineage", "/actors", "/sources", "/review", "/reports"), (None, None)
    ),
}
"""Page -> seconds that it may take at most, bytes that it may weigh at most."""


def main(events: int) -> int:
    """Ask for each page once to fill the look-up tables, then take the best of five; 1 when one is slow or heavy."""
    held = record(events)
    client = TestClient(build(Fixed(held)), base_url="http://127.0.0.1")
    print(f"{len(held.links.incidents):,} incidents, {len(held.reports):,} reports")
    print(f"{'page':52} {'first ms':>9} {'then ms':>9} {'kB':>7}")
    late = 0
    for page, (most, weight) in PAGES.items():
        first, answer = _timed(client, page)
        then = min(_timed(client, page)[0] for _ in range(5))
        bad = (most is not None and then > most) or (weight is not None and len(answer) > weight)
        late += bad
        print(f"{page:52} {1000 * first:9.0f} {1000 * then:9.0f} {len(answer) / 1000:7.0f} {'TOO MUCH' if bad else ''}")
    return int(late > 0)


def _timed(client: TestClient, page: str) -> tuple[float, bytes]:
    begin = time.perf_counter()
    answer = client.get(page)
    assert answer.status_code == 200, (page, answer.status_code)
    return time.perf_counter() - begin, answer.content


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
