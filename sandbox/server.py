"""The core over HTTP: the Bot API where Telegram has it, the control calls, the chat page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import control, page
from sandbox.errors import ApiError, bad_request
from sandbox.files import LARGEST_UPLOAD
from sandbox.params import Upload

if TYPE_CHECKING:
    from starlette.requests import Request

    from sandbox.core import Telegram
    from sandbox.errors import Json

ENVELOPE = 1024 * 1024
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def application(core: Telegram, *tokens: str) -> Starlette:
    """Return the web application; with tokens given, only these open the Bot API."""
    for token in tokens:
        core.admit(token)
    app = Starlette(
        routes=[
            Route("/bot{token}/{method:path}", _call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", _download),
            *control.routes(),
            *page.routes(),
        ],
        exception_handlers={404: _not_found},
    )
    app.router.redirect_slashes = False
    app.state.core = core
    return app


async def _call(request: Request) -> Response:
    core: Telegram = request.app.state.core
    try:
        params, uploads = await _parameters(request)
    except ApiError as error:
        return _json(error.code, error.body)
    path = request.path_params
    return _json(*await core.call(path["token"], path["method"], params, uploads))


async def _download(request: Request) -> Response:
    core: Telegram = request.app.state.core
    try:
        file = core.download(request.path_params["token"], request.path_params["path"])
    except ApiError as error:
        return _json(error.code, error.body)
    return Response(file.data, media_type="application/octet-stream")


async def _not_found(_: Request, __: Exception) -> Response:
    return _json(404, ApiError(404, "Not Found").body)


def _json(status: int, body: Json) -> Response:
    retry_after = body.get("parameters", {}).get("retry_after")
    return JSONResponse(body, status, {"Retry-After": str(retry_after)} if retry_after else None)


async def _parameters(request: Request) -> tuple[Json, dict[str, Upload]]:
    """Read parameters from the query and from a JSON, form or multipart body."""
    if int(request.headers.get("content-length", 0)) > LARGEST_UPLOAD + ENVELOPE:
        raise ApiError(413, "Request Entity Too Large")
    params: Json = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return params | await _json_body(request), {}
    if kind not in _FORMS:
        return params, {}
    uploads: dict[str, Upload] = {}
    try:
        async with request.form(max_part_size=ENVELOPE) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    mime_type = value.content_type or "application/octet-stream"
                    uploads[name] = Upload(value.filename or name, await value.read(), mime_type)
                else:
                    params[name] = value
    except MultiPartException as error:
        raise bad_request(f"can't parse form: {error.message}") from None
    return params, uploads


async def _json_body(request: Request) -> Json:
    try:
        body = json.loads(await request.body() or b"{}")
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise bad_request("can't parse JSON object")
    return body
