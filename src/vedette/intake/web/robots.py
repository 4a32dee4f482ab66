"""robots.txt: what a site lets us fetch, and how slowly (RFC 9309)."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.robotparser import RobotFileParser

MOST_BYTES = 512_000
MOST_PAUSE = 60.0
_SERVER_TROUBLE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """One host's rules; `pause` in seconds between two requests."""

    check: Callable[[str, str], bool]
    pause: float = 0.0

    def allows(self, url: str, agent: str) -> bool:
        """May `agent` fetch this address?"""
        return self.check(agent, url)


ALL = Rules(check=lambda agent, url: True)
NOTHING = Rules(check=lambda agent, url: False)


def read(body: bytes, *, status: int | None, agent: str) -> Rules:
    """The rules in a robots.txt; a server in trouble (5xx) allows nothing, a missing file everything."""
    if status is not None and status >= _SERVER_TROUBLE:
        return NOTHING
    if not body:
        return ALL
    parser = RobotFileParser()
    parser.parse(body[:MOST_BYTES].decode("utf-8", "replace").splitlines())
    return Rules(check=parser.can_fetch, pause=min(float(parser.crawl_delay(agent) or 0), MOST_PAUSE))
