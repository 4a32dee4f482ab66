"""What keeps the desk to itself: which names it answers to, where a form may come from, what a page may load."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]")
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_TOO_MUCH = "More was sent than this desk takes at once; `vedette add` takes any amount."
_READS = ("GET", "HEAD", "OPTIONS")
_ADDING, _FORM = 400_000_000, 1_000_000
"""Bytes that may come with reports, and with any other request."""
_HOST = re.compile(r"(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:[0-9]{1,5})?", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s\"'<>]+", re.IGNORECASE)


class Guard:
    """Turns away strange hosts and foreign forms, and puts the rules of safety on every answer."""

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str] = LOCAL_NAMES) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-store")
            await send(message)

        refused = self._refusal(scope)
        answer: ASGIApp = self._app if refused is None else PlainTextResponse(refused[1], status_code=refused[0])
        await answer(scope, _counted(receive, _most(scope)), guarded)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Why a request is turned away."""
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        host = _HOST.fullmatch(hosts[0]) if len(hosts) == 1 else None
        if host is None or host[1].lower() not in self._hosts:
            return 421, "This desk does not answer to that name."
        announced = headers.get("content-length", "0")
        if announced.isdecimal() and int(announced[:20]) > _most(scope):
            return 413, _TOO_MUCH
        by_token = scope["path"].startswith("/api/") and "authorization" in headers
        if scope["method"] in _READS or by_token:
            return None
        if not _same_origin(headers, f"{scope['scheme']}://{host[0]}"):
            return 403, "This form was not sent from a page of the desk."
        return None


def _most(scope: Scope) -> int:
    """How many bytes a request may bring."""
    return _ADDING if scope["path"] == "/add" else _FORM


def _counted(receive: Receive, most: int) -> Receive:
    """The same body, refused as soon as it is longer than it may be, whatever its headers said."""
    held = 0

    async def counted() -> Message:
        nonlocal held
        message = await receive()
        held += len(message.get("body", b""))
        if held > most:
            raise HTTPException(413, _TOO_MUCH)
        return message

    return counted


def _same_origin(headers: Headers, here: str) -> bool:
    """Was the form sent by a page of the desk itself? One that does not say where it comes from was not."""
    if headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    origin = headers.get("origin")
    if origin is None:
        try:
            parts = urlsplit(headers.get("referer", ""))
        except ValueError:
            return False
        origin = f"{parts.scheme}://{parts.netloc}"
    return origin.lower() == here.lower()


def web_address(url: str | None) -> str | None:
    """The address when it is plain http or https; anything else leads nowhere."""
    return url if url and _WEB.fullmatch(url) else None
