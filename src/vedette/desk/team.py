"""The desk of a team: people with hashed passwords, who is signed in, and what a reader may not do."""

import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import msgspec
import yaml
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from vedette.desk.around import back, surroundings
from vedette.desk.render import page
from vedette.errors import InputError

COOKIE = "session"
HOURS = 12
TRIES = 5
PAUSE = 60.0
"""Seconds for which a name cannot sign in after so many wrong passwords."""
_OPEN = ("/sign-in", "/static/")
_READER_POSTS = ("/sign-out", "/seen", "/wishes")
_SHORTEST = 10

Role = Literal["reader", "analyst"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One member of the team; `password` is an Argon2 hash. A reader looks, an analyst also adds and judges."""

    name: str
    role: Role
    password: str


def load(path: Path) -> tuple[Person, ...]:
    """The people of a file; raises `InputError` that names the file and the mend."""
    try:
        people = msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")) or [], tuple[Person, ...])
    except (OSError, UnicodeError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise InputError(f"{path}: {error}; add people with `vedette team add`") from error
    if not people:
        raise InputError(f"{path}: nobody is in it; add people with `vedette team add`")
    return people


def add(path: Path, name: str, role: Role, password: str) -> None:
    """Put a person into the file, or give one a new role and password; raises `InputError` for a weak password."""
    if len(password) < _SHORTEST:
        raise InputError(f"a password needs at least {_SHORTEST} characters")
    held = {person.name: person for person in (load(path) if path.exists() else ())}
    held[name] = Person(name=name, role=role, password=PasswordHasher().hash(password))
    path.touch(mode=0o600)
    path.write_text(yaml.safe_dump(msgspec.to_builtins(list(held.values())), allow_unicode=True), encoding="utf-8")


class Team:
    """Who is signed in; kept in memory, so that a restart signs everybody out."""

    def __init__(self, people: Iterable[Person], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._people: Mapping[str, Person] = {person.name: person for person in people}
        self._clock = clock
        self._hasher = PasswordHasher()
        self._nobody = self._hasher.hash(secrets.token_hex())
        self._sessions: dict[str, tuple[Person, float]] = {}
        self._wrong: dict[str, list[float]] = {}

    def sign_in(self, name: str, password: str) -> str:
        """The key of a new session; raises `InputError` for a wrong name or password, or too many of them."""
        now = self._clock()
        wrong = [at for at in self._wrong.get(name, ()) if now - at < PAUSE]
        if len(wrong) >= TRIES:
            raise InputError("too many wrong passwords: wait a minute")
        person = self._people.get(name)
        try:
            self._hasher.verify(person.password if person else self._nobody, password)
        except (VerificationError, InvalidHashError):
            person = None
        if person is None:
            if name in self._people:
                self._wrong[name] = [*wrong, now]
            raise InputError("the name or the password is wrong")
        key = secrets.token_urlsafe(32)
        self._sessions = {k: held for k, held in self._sessions.items() if held[1] > now}
        self._sessions[key] = (person, now + HOURS * 3600)
        return key

    def sign_out(self, key: str) -> None:
        """End a session."""
        self._sessions.pop(key, None)

    def who(self, key: str) -> Person | None:
        """The person of a session that is not over."""
        person, until = self._sessions.get(key, (None, 0.0))
        return person if until > self._clock() else None


class SignedIn:
    """Lets only signed-in people through, readers only to look; a valid token opens the JSON interface."""

    def __init__(self, app: ASGIApp, *, team: Team, token: str | None) -> None:
        self._app = app
        self._team = team
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or scope["path"].startswith(_OPEN) or self._by_token(scope):
            await self._app(scope, receive, send)
            return
        person = self._team.who(session_of(Headers(scope=scope)))
        answer: ASGIApp
        if person is None:
            answer = _ask(scope)
        elif person.role == "reader" and scope["method"] == "POST" and scope["path"] not in _READER_POSTS:
            answer = PlainTextResponse("Readers look; adding and judging is for analysts.", status_code=403)
        else:
            scope["person"] = person
            answer = self._app
        await answer(scope, receive, send)

    def _by_token(self, scope: Scope) -> bool:
        given = Headers(scope=scope).get("authorization", "")
        wanted = f"Bearer {self._token}"
        return (
            self._token is not None
            and scope["path"].startswith("/api/")
            and secrets.compare_digest(given.encode(), wanted.encode())
        )


def session_of(headers: Headers) -> str:
    """The key that the browser sends."""
    cookie: SimpleCookie = SimpleCookie()
    try:
        cookie.load(headers.get("cookie", ""))
    except ValueError:
        return ""
    return cookie[COOKIE].value if COOKIE in cookie else ""


def routes() -> Iterable[Route]:
    """The page to sign in, and the way out."""
    yield Route("/sign-in", _sign_in, methods=["GET", "POST"])
    yield Route("/sign-out", _sign_out, methods=["POST"])


async def _sign_in(request: Request) -> Response:
    if request.method == "GET":
        return _form(request, "")
    form = await request.form()
    name, password = (str(form.get(field) or "") for field in ("name", "password"))
    team: Team = request.app.state.team
    try:
        key = await run_in_threadpool(team.sign_in, name, password)
    except InputError as error:
        return _form(request, str(error), status=403)
    answer = back(form.get("next"))
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, key, max_age=HOURS * 3600, httponly=True, samesite="strict", secure=secure, path="/")
    return answer


async def _sign_out(request: Request) -> Response:
    team: Team = request.app.state.team
    team.sign_out(session_of(request.headers))
    answer = RedirectResponse("/sign-in", status_code=303)
    answer.delete_cookie(COOKIE, path="/")
    return answer


def _form(request: Request, message: str, *, status: int = 200) -> HTMLResponse:
    wanted = request.query_params.get("next", "/")
    html = page("sign_in.html", surroundings(request), title="Sign in", message=message, next=wanted)
    return HTMLResponse(html, status_code=status)


def _ask(scope: Scope) -> ASGIApp:
    if scope["path"].startswith("/api/"):
        return PlainTextResponse("Sign in, or send the token.", status_code=401)
    query = f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else ""
    return RedirectResponse(f"/sign-in?next={quote(scope['path'] + query)}", status_code=303)
