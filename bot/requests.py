"""Asking for a guide (IN Tact) or an interpreter: the staff's chat gets the request, the person its answers.

Use cases of plain values plus a session. What has to be said is promised in the same transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.clock import berlin_day
from bot.db.requests import HelpRequest
from bot.errors import AlreadyRequested, NoSuchRequest
from bot.outbox import Promise, promise

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from sqlalchemy.ext.asyncio import AsyncSession

KINDS = ("guide", "interpreter")
OPEN = ("new", "working", "promised")
ANSWERS = ("working", "promised", "declined")  # what staff may say
FOR_STAFF, FOR_PERSON = "request-staff", "request-person"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks for; `at` is a wall-clock time such as "09:30"."""

    kind: str
    authority: str
    day: date
    at: str
    language: str
    by_phone: bool


async def open_requests(session: AsyncSession, chat_id: int, now: datetime) -> list[HelpRequest]:
    """The person's requests that are not over, first what shall be answered on the phone, then the newest.

    Those whose day is over are noted as past on the way: they keep no place from the next one.
    """
    mine = select(HelpRequest).where(HelpRequest.chat_id == chat_id, HelpRequest.status.in_(OPEN))
    found = await session.scalars(mine.order_by(HelpRequest.by_phone.desc(), HelpRequest.id.desc()))
    return [request for request in found.all() if _status(request, now) in OPEN]


async def open_request(session: AsyncSession, chat_id: int, kind: str, now: datetime) -> HelpRequest | None:
    """The one of this kind."""
    found = await open_requests(session, chat_id, now)
    return next((request for request in found if request.kind == kind), None)


async def by_code(session: AsyncSession, code: str) -> HelpRequest | None:
    """The request of this code, if it has not been deleted."""
    return await session.scalar(select(HelpRequest).where(HelpRequest.code == code))


async def ask(
    session: AsyncSession,
    chat_id: int,
    wish: Wish,
    now: datetime,
    new_code: Callable[[], str],
    staff_chat_id: int | None,
) -> HelpRequest:
    """Store the request and promise it to the staff; the same wish again is the same request.

    Raises AlreadyRequested while another one of this kind is open.
    """
    if known := await open_request(session, chat_id, wish.kind, now):
        if (known.authority, known.day, known.at) == (wish.authority, wish.day, wish.at):
            return known
        raise AlreadyRequested
    request = HelpRequest(
        code=await _free_code(session, new_code),
        chat_id=chat_id,
        kind=wish.kind,
        authority=wish.authority,
        day=wish.day,
        at=wish.at,
        language=wish.language,
        by_phone=wish.by_phone,
        status="new",
        created_at=now,
        changed_at=now,
    )
    session.add(request)
    await session.flush()
    await tell_staff(session, request, staff_chat_id, now)
    return request


async def answer(session: AsyncSession, request_id: int, status: str, now: datetime) -> HelpRequest:
    """Staff answer; the person is told once. Raises NoSuchRequest for one that is over or unknown."""
    request = await session.get(HelpRequest, request_id, with_for_update=True)
    if request is None or _status(request, now) not in OPEN:
        raise NoSuchRequest
    if request.status != status:
        request.status, request.changed_at = status, now
        payload = {"request": request.code, "status": status}
        key = f"{FOR_PERSON}/{request.code}/{status}/{now.timestamp():.6f}"
        await promise(session, Promise(key, request.chat_id, FOR_PERSON, now, payload))
    return request


async def withdraw(
    session: AsyncSession, chat_id: int, request_id: int, now: datetime, staff_chat_id: int | None
) -> HelpRequest:
    """The person needs nobody any more; one that is over stays so. Raises NoSuchRequest if not theirs."""
    request = await session.get(HelpRequest, request_id, with_for_update=True)
    if request is None or request.chat_id != chat_id:
        raise NoSuchRequest
    if _status(request, now) in OPEN:
        request.status, request.changed_at, request.phone = "withdrawn", now, None
        await tell_staff(session, request, staff_chat_id, now)
    return request


async def tell_staff(
    session: AsyncSession, request: HelpRequest, staff_chat_id: int | None, now: datetime
) -> None:
    """Promise the present state of a request to the staff's chat, if there is one.

    By its code: SQLite gives the number of a deleted row away again.
    """
    if staff_chat_id is not None:
        key = f"{FOR_STAFF}/{request.code}/{request.status}/{request.by_phone}/{request.phone is None}"
        payload = {"request": request.code}
        await promise(session, Promise(key, staff_chat_id, FOR_STAFF, now, payload))


def _status(request: HelpRequest, now: datetime) -> str:
    """Its status from now on: past where its day is, whatever staff have answered."""
    if request.status in OPEN and request.day < berlin_day(now):
        request.status, request.changed_at = "past", now
    return request.status


async def _free_code(session: AsyncSession, new_code: Callable[[], str]) -> str:
    """A code that no other request has, and that is not to be taken for an appointment's."""
    code = f"A{new_code()[1:]}"
    return code if await by_code(session, code) is None else await _free_code(session, new_code)
