"""The chat page: a messenger in the browser that talks to the sandbox by its control calls.

Plain HTML, CSS and ES modules; nothing is built, and nothing is loaded from anywhere else.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, JSONResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from sandbox.core import Telegram

_HERE = Path(__file__).parent
# Not left to the system's table: on some machines it calls JavaScript text/plain, which nosniff then refuses.
_MEDIA_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def routes() -> list[BaseRoute]:
    """Return the routes of the page: `/`, its files under `/static/`, and `/sandbox/bot` for its head.

    `/sandbox/bot?language=ar` answers {"name", "description"} as the bot has set them for that language
    or for all; a description it has not set is null. The core is expected at `app.state.core`.
    """
    return [Route("/", _home), Route("/static/{name}", _static), Route("/sandbox/bot", _bot)]


async def _home(_: Request) -> FileResponse:
    return _file(_HERE / "page.html")


async def _static(request: Request) -> FileResponse:
    files = {path.name: path for path in (_HERE / "static").iterdir()}
    path = files.get(request.path_params["name"])
    if path is None or path.suffix not in _MEDIA_TYPES:
        raise HTTPException(404)
    return _file(path)


async def _bot(request: Request) -> JSONResponse:
    core: Telegram = request.app.state.core
    code = request.query_params.get("language", "").partition("-")[0]
    names, descriptions = core.account.names, core.account.descriptions
    return JSONResponse(
        {
            "name": names.get(code) or core.account.as_user["first_name"],
            "description": descriptions.get(code) or descriptions.get("") or None,
        }
    )


def _file(path: Path) -> FileResponse:
    return FileResponse(path, media_type=_MEDIA_TYPES[path.suffix], headers=_HEADERS)
