"""The control calls under /sandbox: what people do and see, for the chat page and for tests."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.errors import Json, SandboxError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from sandbox.core import Telegram

    Action = Callable[[Telegram, Json], object]

LONGEST_WAIT = 60.0


def routes() -> list[BaseRoute]:
    """Return the routes; the core is expected at `app.state.core`."""
    actions = {
        "say": _say, "press": _press, "media": _media, "tap": _tap, "block": _block, "fault": _fault
    }  # fmt: skip
    return [
        *(Route(f"/sandbox/{name}", _action(action), methods=["POST"]) for name, action in actions.items()),
        Route("/sandbox/chats/{user:int}", _guarded(_chat)),
        Route("/sandbox/changes/{user:int}", _guarded(_changes)),
        Route("/sandbox/keyboard/{user:int}", _keyboard),
        Route("/sandbox/people", _people),
        Route("/sandbox/files/{file_id}", _file),
    ]


def _say(core: Telegram, body: Json) -> Json:
    return {"message_id": core.say(_user(body), _text(body, "text"), *_introduction(body))}


def _press(core: Telegram, body: Json) -> Json:
    return {"message_id": core.press(_user(body), _text(body, "text"))}


def _media(core: Telegram, body: Json) -> Json:
    return {"message_id": core.send_media(_user(body), _text(body, "kind"), *_introduction(body))}


def _tap(core: Telegram, body: Json) -> Json:
    return {"callback_query_id": core.tap(_user(body), _number(body, "message_id"), _text(body, "data"))}


def _block(core: Telegram, body: Json) -> Json:
    blocked = body.get("blocked")
    if not isinstance(blocked, bool):
        raise SandboxError('"blocked" must be true or false.')
    core.block(_user(body), blocked)
    return {}


def _fault(core: Telegram, body: Json) -> Json:
    status, retry_after = _number(body, "status"), body.get("retry_after")
    if not 400 <= status <= 599:
        raise SandboxError('"status" must be between 400 and 599.')
    seconds = _number(body, "retry_after") if retry_after is not None else None
    core.fault(_text(body, "method"), status, seconds, _number(body, "times") if "times" in body else 1)
    return {}


def _action(action: Action) -> Callable[[Request], Awaitable[Response]]:
    async def handle(request: Request) -> Response:
        # Another site's page can send text or forms here, but no JSON without asking first.
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            raise SandboxError("Send the body as application/json.")
        try:
            body = json.loads(await request.body())
        except ValueError:
            raise SandboxError("The body is not JSON.") from None
        if not isinstance(body, dict):
            raise SandboxError("The body must be a JSON object.")
        return JSONResponse(action(request.app.state.core, body))

    return _guarded(handle)


def _guarded(handle: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    async def guarded(request: Request) -> Response:
        try:
            return await handle(request)
        except SandboxError as error:
            return JSONResponse({"error": str(error)}, 400)

    return guarded


async def _chat(request: Request) -> Response:
    core: Telegram = request.app.state.core
    return JSONResponse(core.chat(request.path_params["user"], int(_query(request, "after"))))


async def _changes(request: Request) -> Response:
    core: Telegram = request.app.state.core
    seconds = min(_query(request, "timeout"), LONGEST_WAIT)
    user, after = request.path_params["user"], int(_query(request, "after"))
    return JSONResponse(await core.changes(user, after, seconds))


async def _keyboard(request: Request) -> Response:
    core: Telegram = request.app.state.core
    return JSONResponse(core.keyboard(request.path_params["user"]))


async def _people(request: Request) -> Response:
    core: Telegram = request.app.state.core
    return JSONResponse(core.people())


async def _file(request: Request) -> Response:
    core: Telegram = request.app.state.core
    file = core.files.by_id.get(request.path_params["file_id"])
    if file is None:
        return JSONResponse({"error": "There is no such file."}, 404)
    disposition = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
    return Response(file.data, media_type=file.mime_type, headers=headers)


def _query(request: Request, name: str) -> float:
    value = request.query_params.get(name, "0")
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number < 1 << 53:
        raise SandboxError(f'"{name}" must be a number from 0 upwards.')
    return number


def _user(body: Json) -> int:
    user = _number(body, "user")
    if not 0 < user < 1 << 40:
        raise SandboxError('"user" must be a positive whole number.')
    return user


def _number(body: Json, name: str) -> int:
    value = body.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise SandboxError(f'"{name}" must be a whole number.')
    return value


def _text(body: Json, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise SandboxError(f'"{name}" must be a text.')
    return value


def _introduction(body: Json) -> tuple[str | None, str | None]:
    return _optional(body, "language_code"), _optional(body, "first_name")


def _optional(body: Json, name: str) -> str | None:
    return _text(body, name) if body.get(name) is not None else None
