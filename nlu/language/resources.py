"""The data files of this package: words, letters, scripts (YAML), weights (JSON) and the profile (npz)."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import IO, Any, cast

import yaml

_DATA = files("nlu.language") / "data"


def read_yaml(name: str) -> dict[str, Any]:
    """Return the mapping in data file `name`."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return cast("dict[str, Any]", yaml.load((_DATA / name).read_text("utf-8"), loader))  # noqa: S506, a safe loader


def read_json(name: str) -> dict[str, Any]:
    """Return the object in data file `name`."""
    return cast("dict[str, Any]", json.loads((_DATA / name).read_text("utf-8")))


def open_binary(name: str) -> IO[bytes]:
    """Open data file `name`; the caller closes it."""
    return (_DATA / name).open("rb")
