"""The JSON interface: the same views as the pages, told by OpenAPI; it reads freely and writes only with a token."""

import secrets
from collections.abc import Iterable
from functools import cache, partial
from importlib import metadata

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from vedette.desk import acts
from vedette.desk.around import AS_KNOWN_AT, Settings, surroundings
from vedette.desk.pages import SIGHTS, Shown, Sight
from vedette.desk.records import Records
from vedette.desk.render import page
from vedette.errors import InputError

_PREFIX = "/api/v1"
_WHEN = (AS_KNOWN_AT, "A day (its end, UTC) or a date-time: the record as the desk knew it then.")


def routes() -> Iterable[Route]:
    """The description, its page, every view, and the one door for judgements."""
    yield Route("/api", _about)
    yield Route("/api/openapi.json", _description)
    yield Route(f"{_PREFIX}/judgements", _judge, methods=["POST"])
    for sight in SIGHTS:
        yield Route(address(sight), partial(_data, sight))


def address(sight: Sight) -> str:
    """Where the data of a page is."""
    return f"{_PREFIX}{'/desk' if sight.path == '/' else sight.path}"


def answer(content: object, *, status: int = 200) -> Response:
    """One answer in JSON."""
    return Response(msgspec.json.encode(content), status_code=status, media_type="application/json")


async def _data(sight: Sight, request: Request) -> Response:
    return await run_in_threadpool(_view, sight, request)


def _view(sight: Sight, request: Request) -> Response:
    moment = request.query_params.get(AS_KNOWN_AT) or None
    records: Records = request.app.state.records
    shown = Shown(desk=records.desk, index=records.index(moment), as_known_at=moment)
    return answer(sight.view(shown, {**request.query_params, **request.path_params}))


async def _judge(request: Request) -> Response:
    """A judgement by token: the fields of the desk's own form, as JSON."""
    settings: Settings = request.app.state.settings
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if settings.token is None or not secrets.compare_digest(given.encode(), settings.token.encode()):
        return answer({"error": "writing needs the token that the desk was started with"}, status=401)
    try:
        fields = msgspec.json.decode(await request.body(), type=dict[str, str | int | list[str]])
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise InputError(f"not a judgement: {error}") from error
    pairs: list[tuple[str, str | UploadFile]] = [
        (key, str(one)) for key, value in fields.items() for one in (value if isinstance(value, list) else [value])
    ]
    analyst = str(fields.get("by") or settings.analyst)
    made = await run_in_threadpool(acts.judge, request.app.state.records, FormData(pairs), by=analyst)
    return answer(made, status=201)


async def _about(request: Request) -> Response:
    rows = [(address(sight), sight.title, sight.query) for sight in SIGHTS]
    return HTMLResponse(page("api.html", surroundings(request), title="JSON interface", rows=rows, when=_WHEN))


async def _description(request: Request) -> Response:
    return answer(description())


@cache
def description() -> dict[str, object]:
    """The interface as OpenAPI 3.1, made from the views themselves."""
    _, schemas = msgspec.json.schema_components(
        [sight.answer for sight in SIGHTS], ref_template="#/components/schemas/{name}"
    )
    paths: dict[str, object] = {address(sight): {"get": _operation(sight)} for sight in SIGHTS}
    paths[f"{_PREFIX}/judgements"] = {"post": _WRITING}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Vedette desk", "version": metadata.version("vedette")},
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(sight: Sight) -> dict[str, object]:
    inside = [part[1:-1] for part in sight.path.split("/") if part.startswith("{")]
    given = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in inside]
    asked = [
        {"name": name, "in": "query", "description": what, "schema": {"type": "string"}}
        for name, what in (*sight.query, _WHEN)
    ]
    schema = {"$ref": f"#/components/schemas/{sight.answer.__name__}"}
    return {
        "summary": sight.title,
        "parameters": [*given, *asked],
        "responses": {
            "200": {"description": "What the page shows.", "content": {"application/json": {"schema": schema}}},
            "400": {"description": "The address asks for what cannot be; `error` says why."},
            "404": {"description": "There is no such thing at that moment."},
        },
    }


_WRITING = {
    "summary": "Record a judgement",
    "description": "The fields of the desk's own form: act, target (mention ids), why, by, and what the act needs.",
    "security": [{"token": []}],
    "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}},
    "responses": {"201": {"description": "The judgement."}, "401": {"description": "No token, or a wrong one."}},
}
