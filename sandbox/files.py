"""Files sent by the bot or by people."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sandbox.errors import ApiError, Json, bad_request

if TYPE_CHECKING:
    from sandbox.params import Params, Upload

LARGEST_UPLOAD = 50 * 1024 * 1024
LARGEST_DOWNLOAD = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file at rest; `path` is what getFile answers."""

    file_id: str
    path: str
    name: str
    mime_type: str
    data: bytes

    @property
    def as_file(self) -> Json:
        """The Bot API's File."""
        return {**self.ids, "file_path": self.path}

    @property
    def ids(self) -> Json:
        """What every kind of media carries."""
        return {"file_id": self.file_id, "file_unique_id": self.file_id[-12:], "file_size": len(self.data)}

    @property
    def as_document(self) -> Json:
        """The Bot API's Document."""
        return {"file_name": self.name, "mime_type": self.mime_type, **self.ids}


class Files:
    """All files by file_id and by path."""

    def __init__(self) -> None:
        self.by_id: dict[str, StoredFile] = {}
        self.by_path: dict[str, StoredFile] = {}

    def store(self, upload: Upload, folder: str = "documents") -> StoredFile:
        """Keep a file.

        Raises:
            ApiError: 413 above 50 MB, 400 when empty.
        """
        if len(upload.data) > LARGEST_UPLOAD:
            raise ApiError(413, "Request Entity Too Large")
        if not upload.data:
            raise bad_request("file must be non-empty")
        number = len(self.by_id) + 1
        digest = hashlib.sha256(upload.data).hexdigest()[:24]
        name = PurePosixPath(upload.name.replace("\\", "/")).name or "file"
        mime_type = mimetypes.guess_type(name)[0] or upload.mime_type
        path = f"{folder}/file_{number}{PurePosixPath(name).suffix}"
        file = StoredFile(f"sandbox-{number}-{digest}", path, name, mime_type, upload.data)
        self.by_id[file.file_id] = self.by_path[path] = file
        return file

    def from_params(self, params: Params, name: str) -> StoredFile:
        """Return the file a parameter means: an upload, attach://…, or a known file_id.

        Raises:
            ApiError: 400 when there is none; a URL fails too, the sandbox has no network.
        """
        value = params.text(name)
        field = value.removeprefix("attach://") if value.startswith("attach://") else name
        if field in params.uploads:
            return self.store(params.uploads[field])
        if not value:
            raise bad_request(f"there is no {name} in the request")
        if value.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")
        if value not in self.by_id:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return self.by_id[value]
