"""A Rasa that says what a test tells it to, over real HTTP."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from pybreaker import STATE_CLOSED, CircuitMemoryStorage


def parsed(**confidences: float) -> bytes:
    """The body of an answer with a ranking as Rasa 3.6 sends it."""
    ranking = [{"name": name, "confidence": share} for name, share in confidences.items()]
    answer = {"text": "…", "intent": ranking[0], "entities": [], "text_tokens": [], "intent_ranking": ranking}
    return json.dumps(answer).encode()


class ActedRasa(ThreadingHTTPServer):
    """Answers `POST /model/parse` with `status` and `body`, or with silence, and notes what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status, self.body = 200, b""
        self.faults: list[int] = []  # statuses of the next answers, before the usual one
        self.asked: list[str] = []
        self.speaks = threading.Event()
        self.speaks.set()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *_: object) -> None:
        """A client that has waited long enough hangs up: that is no fault here."""


class _Handler(BaseHTTPRequestHandler):
    server: ActedRasa

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append(json.loads(body)["text"])
        assert self.path == "/model/parse", self.path
        self.server.speaks.wait()
        status = self.server.faults.pop(0) if self.server.faults else self.server.status
        self.send_response(status)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def acted_rasa():
    """A server that is gone at the end of the block."""
    with ActedRasa() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.speaks.set()
            server.shutdown()
            thread.join()


class Memory(CircuitMemoryStorage):
    """What a circuit breaker knows; a test moves its time on."""

    def __init__(self) -> None:
        super().__init__(STATE_CLOSED)

    def advance(self, seconds: float) -> None:
        """Let so much time pass since the breaker opened."""
        self.opened_at -= timedelta(seconds=seconds)
