"""A translation service on this machine: it speaks as LibreTranslate, DeepL and Microsoft do, over real HTTP.

It "translates" by setting the language before a line, and does wrong what a test tells it to.
"""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field

import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from tests.support.processes import eventually, free_port


@dataclass
class ActedTranslator:
    """What it has, what it was asked, and what it does next.

    `faults` are the next answers in place of translations: a status, what it says, and headers.
    """

    port: int = field(default_factory=free_port)
    languages: tuple[str, ...] = ("de", "en", "uk", "ar", "sq")
    key: str = ""
    answer: object = staticmethod(lambda text, target: f"{target}: {text}")
    faults: list[tuple[int, object, dict]] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    bodies: list[dict] = field(default_factory=list)
    slow_from: int = 1_000_000  # the number of the question that is never answered

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def settings(self, provider: str = "libre") -> dict[str, str]:
        """What an operator sets to use it."""
        key = {"TRANSLATOR_API_KEY": self.key} if self.key else {}
        return {"TRANSLATOR_PROVIDER": provider, "TRANSLATOR_URL": self.url} | key

    async def translated(self, text: str, target: str) -> str | Response:
        """The answer to one line, or a fault."""
        self.asked.append((target, text))
        while len(self.asked) >= self.slow_from:
            await asyncio.sleep(0.01)
        if self.faults:
            status, said, headers = self.faults.pop(0)
            kind = PlainTextResponse if isinstance(said, str) else JSONResponse
            return kind(said, status, headers)
        return self.answer(text, target)


@dataclass
class _Api:
    """The three services' ways to ask and to answer."""

    acted: ActedTranslator

    def routes(self) -> list[Route]:
        return [
            Route("/languages", self.languages),
            Route("/translate", self.translate, methods=["POST"]),
            Route("/v2/languages", self.deepl_languages),
            Route("/v2/translate", self.deepl, methods=["POST"]),
        ]

    async def languages(self, request):
        codes = self.acted.languages
        if request.query_params.get("scope"):  # Microsoft
            return JSONResponse({"translation": {code: {"name": code} for code in codes}})
        return JSONResponse([{"code": code, "name": code, "targets": codes} for code in codes])

    async def translate(self, request):
        if request.query_params.get("api-version"):
            return await self.microsoft(request)
        body = await request.json()
        self.acted.bodies.append(body)
        if body.get("api_key", "") != self.acted.key:
            return JSONResponse({"error": "Invalid API key"}, 403)
        if body["target"] not in self.acted.languages:
            return JSONResponse({"error": f"{body['target']} is not supported"}, 400)
        said = await self.acted.translated(body["q"], body["target"])
        return said if isinstance(said, Response) else JSONResponse({"translatedText": said})

    async def microsoft(self, request):
        if request.headers.get("Ocp-Apim-Subscription-Key") != self.acted.key:
            refused = {"code": 401000, "message": "The request is not authorized."}
            return JSONResponse({"error": refused}, 401)
        [line] = await request.json()
        said = await self.acted.translated(line["Text"], request.query_params["to"])
        return said if isinstance(said, Response) else JSONResponse([{"translations": [{"text": said}]}])

    async def deepl_languages(self, _):
        return JSONResponse([{"language": code.upper(), "name": code} for code in self.acted.languages])

    async def deepl(self, request):
        if request.headers.get("Authorization") != f"DeepL-Auth-Key {self.acted.key}":
            return JSONResponse({"message": "Invalid auth key"}, 403)
        body = await request.json()
        self.acted.bodies.append(body)
        said = await self.acted.translated(body["text"][0], body["target_lang"].lower())
        return said if isinstance(said, Response) else JSONResponse({"translations": [{"text": said}]})


@contextmanager
def acted_translator():
    """A service that is gone at the end of the block."""
    acted = ActedTranslator()
    config = uvicorn.Config(
        Starlette(routes=_Api(acted).routes()),
        port=acted.port,
        log_level="critical",
        timeout_graceful_shutdown=0,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        eventually(lambda: server.started)
        yield acted
    finally:
        acted.slow_from = 1_000_000
        server.should_exit = True
        thread.join()
