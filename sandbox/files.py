"""Files sent by the bot or by people."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sandbox.errors import ApiError, Json, bad_request
from sandbox.photos import photo_sizes

if TYPE_CHECKING:
    from sandbox.params import Params, Upload

LARGEST_UPLOAD = 50 * 1024 * 1024
LARGEST_DOWNLOAD = 20 * 1024 * 1024
# Telegram's own names of what a folder holds; a file_id is good for one kind only.
_KINDS = {"photos": "Photo", "stickers": "Sticker", "voice": "VoiceNote"}


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
    def kind(self) -> str:
        """What Telegram calls the file in its refusals."""
        return _KINDS.get(self.path.partition("/")[0], "Document")

    @property
    def as_document(self) -> Json:
        """The Bot API's Document."""
        return {"file_name": self.name, "mime_type": self.mime_type, **self.ids}


class Files:
    """All files by file_id and by path."""

    def __init__(self) -> None:
        self.by_id: dict[str, StoredFile] = {}
        self.by_path: dict[str, StoredFile] = {}
        self._photos: dict[str, list[Json]] = {}

    def store(self, upload: Upload, folder: str = "documents") -> StoredFile:
        """Keep a file.

        Raises:
            ApiError: 413 above 50 MB, 400 when empty.
        """
        _weigh(upload)
        number = len(self.by_id) + 1
        digest = hashlib.sha256(upload.data).hexdigest()[:24]
        name = PurePosixPath(upload.name.replace("\\", "/")).name or "file"
        mime_type = mimetypes.guess_type(name)[0] or upload.mime_type
        path = f"{folder}/file_{number}{PurePosixPath(name).suffix}"
        file = StoredFile(f"sandbox-{number}-{digest}", path, name, mime_type, upload.data)
        self.by_id[file.file_id] = self.by_path[path] = file
        return file

    def store_photo(self, upload: Upload) -> list[Json]:
        """Keep a photo and return the Bot API's PhotoSizes, the largest last.

        Raises:
            ApiError: as `store`, and 400 for what is no photo.
        """
        _weigh(upload)
        stored = [(self.store(file, "photos"), sides) for file, sides in photo_sizes(upload)]
        sizes = [{**file.ids, **sides} for file, sides in stored]
        self._photos |= {file.file_id: sizes for file, _ in stored}
        return sizes

    def document(self, params: Params) -> Json:
        """Return the Document that the parameter `document` means.

        Raises:
            ApiError: 400 when it means none, 413 above 50 MB.
        """
        found = self._meant(params, "document")
        file = found if isinstance(found, StoredFile) else self.store(found)
        if file.kind == "Photo":
            raise bad_request("can't use file of type Photo as Document")
        return file.as_document

    def photo(self, params: Params) -> list[Json]:
        """Return the PhotoSizes that the parameter `photo` means; any size's file_id means all of them.

        Raises:
            ApiError: 400 when it means none, 413 above 50 MB.
        """
        found = self._meant(params, "photo")
        if not isinstance(found, StoredFile):
            return self.store_photo(found)
        if found.kind != "Photo":
            raise bad_request(f"can't use file of type {found.kind} as Photo")
        return self._photos[found.file_id]

    def _meant(self, params: Params, name: str) -> Upload | StoredFile:
        """An upload, attach://…, or a known file_id; a URL fails, for the sandbox has no network."""
        value = params.text(name)
        field = value.removeprefix("attach://") if value.startswith("attach://") else name
        if field in params.uploads:
            return params.uploads[field]
        if not value:
            raise bad_request(f"there is no {name} in the request")
        if value.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")
        if value not in self.by_id:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return self.by_id[value]


def _weigh(upload: Upload) -> None:
    if len(upload.data) > LARGEST_UPLOAD:
        raise ApiError(413, "Request Entity Too Large")
    if not upload.data:
        raise bad_request("file must be non-empty")
