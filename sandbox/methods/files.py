"""Preparing a file for download."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.errors import bad_request
from sandbox.files import LARGEST_DOWNLOAD

if TYPE_CHECKING:
    from sandbox.core import Telegram
    from sandbox.errors import Json
    from sandbox.params import Params


async def get_file(core: Telegram, params: Params) -> Json:
    """Return the File with its `file_path`."""
    file = core.files.by_id.get(params.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.data) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {"result": file.as_file}
