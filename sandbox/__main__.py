"""`python -m sandbox`: a local Telegram for bot processes, tests and people with a browser."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
from datetime import UTC, datetime

from sandbox.core import Telegram
from sandbox.server import application
from sandbox.serving import Server, configure, listen


def main() -> str | None:
    """Run until Ctrl-C; return why it could not start."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", help="the only token to accept; without it any well-formed token will do")
    options = parser.parse_args()
    core = Telegram(lambda: datetime.now(UTC), tokens=[options.token] if options.token else [])
    try:
        listening = listen(options.host, options.port)
    except OSError as error:
        return f"Cannot listen on {options.host}:{options.port}: {error.strerror}."
    sys.stdout.write(f"Local Telegram on http://{options.host}:{options.port}/ (Ctrl-C ends it)\n")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(Server(configure(application(core)), core).serve([listening]))
    return None


if __name__ == "__main__":
    sys.exit(main())
