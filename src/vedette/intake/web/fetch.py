"""One page or feed: asked for politely, redirects followed by hand, every refusal a reason and never an exception."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Literal
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from vedette.errors import InputError
from vedette.intake.web import robots
from vedette.intake.web.addresses import Allowed, Resolve, resolve
from vedette.intake.web.body import in_time, unpack
from vedette.intake.web.transport import Transport

AGENT = "vedette"
Outcome = Literal["fetched", "unchanged", "refused"]
_REDIRECTS = (301, 302, 303, 307, 308)
_OK, _UNCHANGED, _LAST_OK = 200, 304, 299
_FAILURES = (InputError, httpx.HTTPError, httpx.InvalidURL, httpcore.ProtocolError, httpcore.NetworkError,
             httpcore.TimeoutException, ValueError, UnicodeError)  # fmt: skip
_BLANK = re.compile(r"[\x00-\x20\x7f]")
_HEADERS = {"accept-encoding": "gzip, deflate", "accept": "*/*"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """How much one request may take: unpacked bytes, redirects, seconds in all, seconds between two to one host."""

    max_bytes: int = 5_000_000
    redirects: int = 5
    seconds: float = 20.0
    pause: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What the server gave to recognise an unchanged page by."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """How one request ended. `url` is the last address; `after` the seconds that the server asks to wait."""

    url: str
    outcome: Outcome
    reason: str = ""
    status: int | None = None
    content_type: str = ""
    body: bytes = field(default=b"", repr=False)
    validators: Validators = field(default_factory=Validators)
    after: float | None = None


@dataclass(frozen=True, slots=True)
class _Moved:
    """A redirect."""

    to: str


class Fetcher:
    """Fetches pages one after another: robots.txt is kept to, hosts are not hurried, limits hold. A context manager."""

    def __init__(
        self,
        *,
        allowed: Allowed | None = None,
        caps: Caps | None = None,
        agent: str = AGENT,
        resolve: Resolve = resolve,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._caps = caps or Caps()
        self._agent = agent
        self._clock = clock
        self._sleep = sleep
        self._rules: dict[str, robots.Rules] = {}
        self._next: dict[str, float] = {}
        self._client = httpx.Client(
            transport=Transport(allowed or Allowed(), resolve=resolve),
            headers=_HEADERS | {"user-agent": agent},
            timeout=self._caps.seconds,
            trust_env=False,
        )

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def get(self, url: str, *, known: Validators | None = None) -> Fetched:
        """The page at `url`, or why there is none; `unchanged` when it is still what `known` was given for."""
        try:
            return self._follow(url, known=known, rules=self._rules_of)
        except _FAILURES as error:
            return Fetched(url=url, outcome="refused", reason=_reason(error))

    def _follow(self, url: str, *, known: Validators | None, rules: Callable[[str], robots.Rules]) -> Fetched:
        """The page behind at most so many redirects, each of whose targets is checked like the first address."""
        for _ in range(self._caps.redirects + 1):
            _check(url)
            if not rules(url).allows(url, self._agent):
                raise InputError("robots.txt does not allow it")
            found = self._once(url, known)
            if not isinstance(found, _Moved):
                return found
            url = urljoin(url, found.to)
        raise InputError(f"more than {self._caps.redirects} redirects")

    def _once(self, url: str, known: Validators | None) -> "Fetched | _Moved":
        self._wait(url)
        until = self._clock() + self._caps.seconds
        with self._client.stream("GET", url, headers=_conditions(known)) as answer:
            status, headers = answer.status_code, answer.headers
            if status in _REDIRECTS:
                return _Moved(headers.get("location", ""))
            if status == _UNCHANGED:
                return Fetched(url=url, outcome="unchanged", status=status, validators=known or Validators())
            if not _OK <= status <= _LAST_OK:
                reason, after = f"the server answers {status}", _seconds(headers.get("retry-after"))
                return Fetched(url=url, outcome="refused", status=status, reason=reason, after=after)
            parts = in_time(answer.iter_raw(), clock=self._clock, until=until)
            encoding = headers.get("content-encoding", "").strip().lower()
            return Fetched(
                url=url,
                outcome="fetched",
                status=status,
                content_type=headers.get("content-type", ""),
                body=b"".join(unpack(parts, encoding, most=self._caps.max_bytes)),
                validators=Validators(etag=headers.get("etag"), last_modified=headers.get("last-modified")),
            )

    def _rules_of(self, url: str) -> robots.Rules:
        """The host's robots.txt, fetched once; a file that cannot be had allows all, a server in trouble nothing."""
        site = _site(url)
        if site not in self._rules:
            found = self._follow(f"{site}/robots.txt", known=None, rules=lambda _: robots.ALL)
            self._rules[site] = robots.read(found.body, status=found.status, agent=self._agent)
        return self._rules[site]

    def _wait(self, url: str) -> None:
        """Leave the host the pause it asks for, at least ours."""
        site = _site(url)
        now = self._clock()
        due = self._next.get(site, now)
        if due > now:
            self._sleep(due - now)
        self._next[site] = max(now, due) + max(self._caps.pause, self._rules.get(site, robots.ALL).pause)


def _check(url: str) -> None:
    parts = urlsplit(url)
    if _BLANK.search(url) or parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError("not an http or https address")
    if parts.username or parts.password:
        raise InputError("an address with a user name or a password")


def _site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _conditions(known: Validators | None) -> dict[str, str]:
    given = {"if-none-match": known and known.etag, "if-modified-since": known and known.last_modified}
    return {name: value for name, value in given.items() if value}


def _seconds(written: str | None) -> float | None:
    return float(written) if written and written.strip().isdigit() else None


def _reason(error: Exception) -> str:
    if isinstance(error, InputError):
        return str(error)
    if isinstance(error, httpx.TimeoutException | httpcore.TimeoutException):
        return "too slow: the time for one request is over"
    return f"cannot be fetched ({type(error).__name__}: {str(error)[:120]})"
