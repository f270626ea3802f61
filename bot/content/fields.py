"""The kinds of values in content files. Every scalar arrives as a string with its line (see `yaml_lines`)."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)

from bot.content.phone import dialled
from bot.content.values import (
    DATE,
    DAY_MONTH,
    FINGERPRINT,
    HTTPS,
    ID,
    LONGEST_ID,
    MAIL,
    PHONE,
    TIME,
    ContentValueError,
    clock_time,
    german_date,
    within,
    yearly_date,
)
from bot.languages import BY_CODE


def _language(code: str) -> str:
    if code not in BY_CODE:
        raise ContentValueError("language", value=code, allowed=tuple(BY_CODE))
    return code


def _german_first(texts: dict[str, str]) -> dict[str, str]:
    if "de" not in texts:
        raise ContentValueError("no-german")
    return texts


GERMAN_NEEDED = Field(json_schema_extra={"required": ["de"]})
Day = Annotated[date, BeforeValidator(german_date), WithJsonSchema({"type": "string", "pattern": DATE})]
Clock = Annotated[time, BeforeValidator(clock_time), WithJsonSchema({"type": "string", "pattern": TIME})]
Yearly = Annotated[
    str, BeforeValidator(yearly_date), WithJsonSchema({"type": "string", "pattern": DAY_MONTH})
]
Id = Annotated[str, Field(pattern=ID, max_length=LONGEST_ID)]
Reference = Annotated[str, Field(min_length=1)]  # the id of something else; `references` looks it up
Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=3000), AfterValidator(within(3000))
]
Address = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Icon = Annotated[str, Field(max_length=4)]
Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Title = Annotated[Label, AfterValidator(within(40))]  # it becomes a button
Phone = Annotated[str, Field(pattern=PHONE), AfterValidator(dialled)]
Link = Annotated[str, Field(pattern=HTTPS, max_length=500)]
Fingerprint = Annotated[str, Field(pattern=FINGERPRINT)]
Mail = Annotated[str, Field(pattern=MAIL, max_length=254)]
LanguageCode = Annotated[str, BeforeValidator(_language)]
Texts = Annotated[dict[LanguageCode, Text], AfterValidator(_german_first), GERMAN_NEEDED]
Labels = Annotated[dict[LanguageCode, Title], AfterValidator(_german_first), GERMAN_NEEDED]
Questions = dict[LanguageCode, list[Text]]


class Model(BaseModel):
    """Frozen, and a key nobody knows is a fault: it is nearly always a typing error."""

    model_config = ConfigDict(frozen=True, extra="forbid")
