"""A document against its class: pydantic's errors become findings with lines and words for staff."""

from __future__ import annotations

import re
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from bot.content.meant import MEANT
from bot.content.values import FINGERPRINT, HTTPS, ID, MAIL, PHONE, ContentValueError, telegram_length
from bot.languages import BY_CODE

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from bot.content.findings import Finding
    from bot.content.yaml_lines import Document, Path

ModelT = TypeVar("ModelT", bound=BaseModel)

# pydantic's error type → our kind
_KINDS = {
    "missing": "missing",
    "string_too_short": "empty",
    "too_short": "empty-list",
    "string_type": "text-expected",
    "list_type": "list-expected",
    "dict_type": "languages-expected",
    "model_type": "fields-expected",
    "string_too_long": "too-long",
    "float_parsing": "number",
    "float_type": "number",
    "int_parsing": "whole-number",
    "int_type": "whole-number",
    "greater_than_equal": "at-least",
    "less_than_equal": "at-most",
    "multiple_of": "multiple",
    "bool_parsing": "yes-no",
}
_PATTERNS = {ID: "id", PHONE: "phone", MAIL: "mail", HTTPS: "link", FINGERPRINT: "fingerprint"}
LONGEST_GUESS = 300  # in what is longer nobody looks for a typing error
_LIMITS = ("max_length", "ge", "le", "multiple_of")


def validated(document: Document, model: type[ModelT]) -> tuple[ModelT | None, list[Finding]]:
    """The document as `model`, or None and every finding."""
    if document.value is None:
        return None, []
    try:
        return model.model_validate(document.value), []
    except ValidationError as error:
        faults = error.errors(include_url=False)
    found = [(_path(fault), _finding(document, model, fault)) for fault in faults]
    misspelt = {(*path[:-1], finding.suggestion) for path, finding in found if finding.kind == "field"}
    return None, [finding for path, finding in found if finding.kind != "missing" or path not in misspelt]


def _path(fault: ErrorDetails) -> Path:
    return tuple(part for part in fault["loc"] if part != "[key]")


def _finding(document: Document, model: type[BaseModel], fault: ErrorDetails) -> Finding:
    path, kind = _path(fault), fault["type"]
    context: dict[str, Any] = fault.get("ctx", {})
    shown: dict[str, Any] = {"value": _written(fault["input"]), "field": _field(path)}
    if kind == "extra_forbidden":
        allowed = tuple(_model_at(model, path[:-1]).model_fields)
        return document.finding("field", path, at_key=True, value=path[-1], allowed=allowed)
    if fault["input"] == "" and kind != "missing":
        return document.finding("empty", path, **shown)
    if isinstance(error := context.get("error"), ContentValueError):
        details = shown | error.details
        place = _blamed(fault["input"], path, details)
        return document.finding(error.kind, place, at_key=fault["loc"][-1:] == ("[key]",), **details)
    limit = next((f"{context[name]:g}" for name in _LIMITS if name in context), "")
    example = next(iter(_model_at(model, path).model_fields))
    kind = _PATTERNS.get(context.get("pattern", "")) or _KINDS.get(kind, "value")
    if kind == "languages-expected" and path[0] == "states":
        kind = "states-expected"
    meant = MEANT[kind](shown["value"]) if kind in MEANT and len(shown["value"]) <= LONGEST_GUESS else None
    shown |= {"limit": limit, "length": telegram_length(shown["value"].strip()), "suggestion": meant}
    return document.finding(kind, path, **shown, example=example)


def _blamed(entry: object, path: Path, details: dict[str, Any]) -> Path:
    """Where the fault of a mapping is shown: at the field with the value that the sentence names."""
    if "key" not in details:
        return path
    key = str(details.pop("key"))
    wrong = details.get("time", details.get("end"))
    fields = entry if isinstance(entry, dict) else {}
    named = [name for name, value in fields.items() if isinstance(value, str) and _normal(value) == wrong]
    return (*path, named[-1] if named and key not in named else key)


def _normal(written: str) -> str:
    """A time or date with all its zeros."""
    return re.sub(r"(?<![0-9])([0-9])(?=[.:])", r"0\1", written.strip())


def _written(value: object) -> str:
    return value if isinstance(value, str) else ""


def _field(path: Path) -> str:
    """The name of the field, with the language for a text: `answer.de`; of a list for its entries."""
    names = [part for part in path if isinstance(part, str)]
    return ".".join(names[-2:] if names[-1:] and names[-1] in BY_CODE else names[-1:])


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel]:
    """The class that describes the mapping at `path`."""
    for part in path:
        if isinstance(part, str) and part in model.model_fields:
            model = _inner_model(model.model_fields[part].annotation) or model
    return model


def _inner_model(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401  a type expression has no type
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in {list, dict, Union, UnionType}:
        return next((found for inner in get_args(annotation) if (found := _inner_model(inner))), None)
    return None
