"""A walk over every reply in every language, as Telegram would get it."""

from __future__ import annotations

import inspect
import re
from datetime import timedelta
from html import unescape
from itertools import chain

import pytest

from bot.booking import Happened, What, bookable_days, day_slots
from bot.content import journeys
from bot.content.meetups import next_start
from bot.content.schedule import ExtraDate, MovedDate, Span
from bot.content.schema import State
from bot.content.states import topic_entry
from bot.db import Appointment, BookingDraft, HelpRequest, Hold
from bot.dialogue import JOURNEYS
from bot.languages import BY_CODE
from bot.replies import booking, contact, general, meetups, reminders, requests, told, topics, waiting
from bot.replies.journeys import LABELS
from bot.reply import Reply
from bot.requests import Wish
from bot.texts import read_catalogues, spoken_languages, without_marks
from handlers.render import KEPT, VERSION, keyboard, render
from handlers.routing import BUTTONS
from tests.support.direction import faults
from tests.support.town import SUNDAY, real_content

INTENT = "0123456789abcdef" * 2
INTERPRETERS = (("none", None), ("own", None), ("pool", "fa"), ("pool", "en"))
languages = pytest.mark.parametrize("language", spoken_languages())


@pytest.fixture
def said(language):
    """Every reply in one language, by the name of the function that makes it."""
    voices, content = read_catalogues(), real_content()
    say = voices[language]
    return {
        **_general(content, say, voices),
        **_topics(content, say, voices["de"]),
        **_steps(content, say),
        **_appointments(content, say),
        **_meetups(content, say),
        **_requests(content, say),
        **_told(content, say, voices["de"]),
        **_waiting(content, say),
    }


def _general(content, say, voices):
    return {
        "greeting": general.greeting(content, say),
        "welcome": general.welcome(content, voices),
        "menu": general.menu(content, say),
        "help_": general.help_(content, say),
        "thanks": general.thanks(say),
        "goodbye": general.goodbye(say),
        "human": general.human(content, say, SUNDAY),
        "no_answer": general.no_answer(content, say, SUNDAY),
        "choices": general.choices(content, say, ["housing", "work", "book-appointment"], SUNDAY),
        "choices of journeys": general.choices(content, say, JOURNEYS, SUNDAY),
        "only_text": general.only_text(content, say, SUNDAY),
        "old_button": general.old_button(content, say),
        "choose_language": general.choose_language(voices, say),
        "language_chosen": general.language_chosen(content, say),
        "not_spoken": general.not_spoken(content, voices, "አማርኛ", SUNDAY),
        "not_spoken from the right": general.not_spoken(content, voices, "اردو", SUNDAY),
        "privacy": general.privacy(say, 90),
        "confirm_forget": general.confirm_forget(say),
        "forgotten": general.forgotten(say),
        "busy": general.busy(say),
        "failed": general.failed(content, say, "3f2a", SUNDAY),
    }


def _topics(content, say, german):
    made = {}
    for topic in content.topics.values():
        made[f"topic_reply of {topic.id}"] = topics.topic_reply(content, say, topic, SUNDAY)
        made[f"topic_reply of {topic.id}, more"] = topics.topic_reply(content, say, topic, SUNDAY, more=True)
        made[f"card_reply of {topic.id}"] = topics.card_reply(say, topic, b"")
        made[f"topic_reply of {topic.id}, original"] = topics.topic_reply(content, say, topic, SUNDAY, german)
        for reviewed in (None, SUNDAY.date()):
            entry = topic_entry(topic)
            text = entry.fingerprint(say.language)
            state = State(of=entry.fingerprint("de"), text=text, reviewed=reviewed) if text else None
            states = {entry.key: {say.language: state}} if state else {}
            known = content.model_copy(update={"states": states})
            made[f"topic_reply of {topic.id}, {reviewed}"] = topics.topic_reply(known, say, topic, SUNDAY)
    return made


def _meetups(content, say):
    made = {}
    for meetup in content.meetups.values():
        for wish, due in ((True, SUNDAY), (False, SUNDAY), (False, None)):
            made[f"meetup_reply of {meetup.id}, {wish}, {due}"] = meetups.meetup_reply(
                content, say, with_everything(meetup), SUNDAY, reminded=wish, remindable=due
            )
        for title in (reminders.TODAY, reminders.MOVED, reminders.CANCELLED):
            name = f"reminder of {meetup.id}, {title}"
            made[name] = reminders.reminder(content, say, meetup, SUNDAY, title)
        made[f"reminder_promised of {meetup.id}"] = reminders.reminder_promised(say, meetup, SUNDAY)
        made[f"reminder_withdrawn of {meetup.id}"] = reminders.reminder_withdrawn(say, meetup)
        made[f"calendar_reply of {meetup.id}"] = reminders.calendar_reply(say, meetup, b"")
    return made


def _requests(content, say):
    made = {"withdrawn": requests.withdrawn(say), "answer_in_chat": requests.answer_in_chat(say)}
    made |= {"ask_contact": contact.ask_contact(say), "contact_taken": contact.contact_taken(say)}
    made |= {"keys_are_old": contact.keys_are_old(say), "contact_skipped": contact.contact_skipped(say)}
    for kind in requests.JOURNEYS:
        path, days = f"ask/{kind}", [SUNDAY.date() + timedelta(days=ahead) for ahead in range(20)]
        made[f"ask_authority of {kind}"] = requests.ask_authority(content, say, kind, path)
        made[f"ask_day of {kind}"] = requests.ask_day(say, kind, f"{path}/immigration", days, page=1)
        times, path = ("08:00", "08:30"), f"{path}/immigration/20261123"
        made[f"ask_time of {kind}"] = requests.ask_time(say, kind, path, days[0], times)
        made[f"ask_language of {kind}"] = requests.ask_language(say, kind, f"{path}/0800")
        made[f"ask_way of {kind}"] = requests.ask_way(say, kind, f"{path}/0800/other")
        asked = {"kind": kind, "authority": "immigration", "day": days[0], "at": "08:00", "language": "other"}
        wish = Wish(by_phone=kind == "guide", **asked)
        made[f"summary of {kind}"] = requests.summary(content, say, wish, f"{path}/0800/other/phone")
        for status in requests.STATES:
            asked |= {"status": status, "by_phone": False}
            request = HelpRequest(id=999_999_999, code="A-7K3F", **asked)
            made |= {
                f"requested, {kind}, {status}": requests.requested(content, say, request),
                f"already_requested, {kind}, {status}": requests.already_requested(content, say, request),
                f"answered, {kind}, {status}": requests.answered(content, say, request, SUNDAY),
                f"with_requests, {kind}, {status}": requests.with_requests(
                    booking.my_appointments(content, say, [], SUNDAY), content, say, [request]
                ),
            }
    return made


def _promised(content, number=0, **changes):
    """An appointment as the database keeps it."""
    interpreter, speaks = INTERPRETERS[number % 4]
    values = {
        "id": 999_999_999,
        "code": "W-7K3F",
        "intent": INTENT,
        "chat_id": 7,
        "adviser": content.appointments.advisers[0].id,
        "subject": content.appointments.subjects[0].id,
        "language": "fa",
        "interpreter": interpreter,
        "interpreter_language": speaks,
        "starts_at": SUNDAY + timedelta(days=2),
        "ends_at": SUNDAY + timedelta(days=2, minutes=30),
        "sequence": 1,
        "status": "booked",
        "created_at": SUNDAY,
    }
    return Appointment(**(values | changes))


def _told(content, say, german):
    made = {}
    for number in range(len(INTERPRETERS)):
        promised = _promised(content, number)
        made |= {
            f"booked, {number}": told.booked(content, say, promised),
            f"moved, {number}, told": told.moved(content, say, promised, SUNDAY),
            f"cancelled, {number}": told.cancelled(content, say, _promised(content, status="cancelled")),
            f"coming, {number}": told.coming(content, say, promised),
        }
        for title in (told.TODAY, told.TOMORROW):
            made[f"reminder, {number}, {title}"] = told.reminder(content, say, promised, title)
        for what in told.STAFF_TITLES:
            notice = told.staff_notice(content, german, promised, what, SUNDAY)
            made[f"staff_notice, {number}, {what}, original"] = notice
    return made


def _waiting(content, say):
    promised, plain = _promised(content), booking.none_free(content, say, SUNDAY)
    shown = booking.my_appointments(content, say, [promised], SUNDAY)
    offered = Hold(
        intent=INTENT, subject="removed", starts_at=SUNDAY + timedelta(days=1), until=SUNDAY, chat_id=7
    )
    draft = BookingDraft(subject="s" * 32, interpreter="pool", interpreter_language="other")
    return {
        "with_state": waiting.with_state(shown, say, promised, waits=False),
        "with_state, waits": waiting.with_state(shown, say, promised, waits=True),
        "with_wish": waiting.with_wish(plain, say, draft),
        "waits": waiting.waits(say, earlier=True),
        "waits, any": waiting.waits(say, earlier=False),
        "waits_no_more": waiting.waits_no_more(say),
        "offer": waiting.offer(content, say, offered, None),
        "offer, better": waiting.offer(content, say, offered, promised.starts_at),
        "with_offer": waiting.with_offer(shown, content, say, offered, [promised]),
        "accepted": waiting.accepted(content, say, Happened(What.BOOKED, promised)),
        "accepted, moved": waiting.accepted(content, say, Happened(What.MOVED, promised)),
        "declined": waiting.declined(say),
        "offer_gone": waiting.offer_gone(say),
    }


def with_everything(meetup):
    """The meetup with one exception of each kind."""
    day = next_start(meetup, SUNDAY).date()
    week = timedelta(days=7)
    return meetup.model_copy(
        update={
            "end": meetup.start.replace(hour=meetup.start.hour + 2),
            "first": day,
            "last": day + 20 * week,
            "in_school_holidays": False,
            "pauses": [Span(first=day + 3 * week, last=day + 4 * week)],
            "cancelled": [day + week],
            "moved": [MovedDate(usual=day + 2 * week, day=day + 2 * week + timedelta(days=1))],
            "extra": [ExtraDate(day=day + timedelta(days=2), start=meetup.start)],
        }
    )


def _steps(content, say):
    days = bookable_days(content.appointments, SUNDAY, frozenset())
    slots = day_slots(content.appointments, days[0], SUNDAY, frozenset())
    notice = say("Diese Zeit ist leider gerade vergeben worden. Bitte wählen Sie eine andere.")
    return {
        "ask_subject": booking.ask_subject(content, say),
        "ask_interpreter": booking.ask_interpreter(say),
        "ask_interpreter_language": booking.ask_interpreter_language(say),
        "ask_day": booking.ask_day(say, days, 0),
        "ask_day, later": booking.ask_day(say, days, 1),
        "ask_day, taken": booking.ask_day(say, days, 0, notice),
        "ask_day, moving": booking.ask_day(say, days, 0, moving=True),
        "ask_phone": booking.ask_phone(say, Hold(starts_at=SUNDAY, until=SUNDAY)),
        "has_begun": booking.has_begun(content, say, SUNDAY),
        "is_over": booking.is_over(content, say, SUNDAY),
        "none_free": booking.none_free(content, say, SUNDAY),
        "ask_time": booking.ask_time(say, days[0], slots),
        "ask_time, taken": booking.ask_time(say, days[0], slots, notice),
    }


def _appointments(content, say):
    made = {
        "my_appointments, none": booking.my_appointments(content, say, [], SUNDAY),
    }
    cases = [(s.id, *INTERPRETERS[i % 4]) for i, s in enumerate(content.appointments.subjects)]
    for subject, interpreter, speaks in [*cases, ("removed", "none", None)]:
        chosen = {
            "intent": INTENT,
            "chat_id": 7,
            "subject": subject,
            "interpreter": interpreter,
            "interpreter_language": speaks,
            "starts_at": SUNDAY + timedelta(days=2),
        }
        adviser = content.appointments.advisers[0].id
        promised = Appointment(id=999_999_999, code="W-7K3F", adviser=adviser, **chosen)
        draft = BookingDraft(**chosen, phone="sealed")
        kept = Hold(starts_at=SUNDAY + timedelta(days=3), until=SUNDAY, intent=INTENT)
        made |= {
            f"summary of {subject}": booking.summary(content, say, draft, SUNDAY),
            f"summary_of_move of {subject}": booking.summary_of_move(content, say, promised, kept),
            f"moved of {subject}": booking.moved(content, say, promised),
            f"confirmed of {subject}": booking.confirmed(content, say, promised),
            f"my_appointments of {subject}": booking.my_appointments(content, say, [promised], SUNDAY),
            f"my_appointments of {subject}, two": booking.my_appointments(
                content, say, [promised] * 2, SUNDAY
            ),
            f"already_booked of {subject}": booking.already_booked(content, say, [promised], SUNDAY),
            f"ask_cancel of {subject}": booking.ask_cancel(content, say, promised),
            f"cancelled of {subject}": booking.cancelled(say, promised),
        }
    return made


def messages(reply):
    """What people see: the texts without Telegram's tags."""
    return [unescape(re.sub(r"</?[bi]>", "", html)) for html in render(reply)]


def buttons(reply):
    """The keyboard as one list."""
    shown = keyboard(reply)
    return list(chain.from_iterable(shown.inline_keyboard)) if shown else []


def units(text):
    """Telegram counts UTF-16."""
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("language", ["de"])
def test_the_walk_leaves_no_reply_out(said):
    """A new reply is walked, or this fails."""
    made = {
        name
        for module in (general, booking, contact, meetups, reminders, requests, told, topics, waiting)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and function.__annotations__.get("return") == Reply.__name__
        and not name.startswith("_")
    }

    assert made - {re.split(r"[, ]", name)[0] for name in said} == set()


def test_every_journey_has_a_label_and_a_beginning_and_may_stand_in_content():
    """The three tables that name the journeys name the same ones."""
    assert set(LABELS) == set(JOURNEYS) == set(journeys.JOURNEYS)


@languages
def test_every_line_reads_right(said):
    """No bare number or Latin name where people read from the right, and no isolate left open."""
    found = {
        name: wrong
        for name, reply in said.items()
        for message in messages(reply)
        if (wrong := faults(message, right_to_left=BY_CODE[reply.language].right_to_left))
    }

    assert found == {}


@languages
def test_every_message_fits_into_telegrams_limit(said):
    """4096 UTF-16 units, after the tags are taken out, and never an empty message."""
    for name, reply in said.items():
        assert all(0 < units(message) <= 4096 for message in messages(reply)), name
        assert without_marks("".join(messages(reply))).strip(), name


@languages
def test_nothing_of_telegrams_markup_is_left_in_what_people_read(said):
    """Only bold titles and notes in italics are markup; everything else is escaped."""
    for name, reply in said.items():
        html = "".join(render(reply))

        assert set(re.findall(r"<[^>]*>", html)) <= {"<b>", "</b>", "<i>", "</i>"}, name
        assert not re.search(r"&(?!amp;|lt;|gt;)", html), name


@languages
def test_every_button_fits_and_leads_somewhere(said):
    """Data of at most 64 bytes that the routing table knows, copied text of at most 256 letters."""
    routes = [re.compile(rf"{VERSION}\{KEPT}?{pattern}") for pattern, _ in BUTTONS]
    for name, reply in said.items():
        for button in buttons(reply):
            data, copied = button.callback_data, button.copy_text
            assert without_marks(button.text).strip(), name
            assert not data or any(route.fullmatch(data) for route in routes), (name, data)
            assert not data or len(data.encode()) <= 64, (name, data)
            assert not copied or 0 < len(copied.text) <= 256, (name, copied)
            assert data or copied or button.url.startswith("https://"), (name, button.text)


@languages
def test_what_is_copied_carries_no_marks(said):
    """A phone's dialler and a form would stumble over them."""
    copied = [
        button.copy_text.text for reply in said.values() for button in buttons(reply) if button.copy_text
    ]

    assert copied
    assert copied == [without_marks(text) for text in copied]


@languages
def test_a_number_that_staff_change_in_one_place_changes_everywhere(language):
    """In every answer that names the contact, on a line of its own and on the button that copies it."""
    content, say = real_content(), read_catalogues()[language]
    office = content.contacts[content.first_contact]
    moved = office.model_copy(update={"phone": "0711 216-0"})
    changed = content.model_copy(update={"contacts": content.contacts | {office.id: moved}})
    for topic in changed.topics.values():
        if office.id in topic.contacts:
            reply = topics.topic_reply(changed, say, topic, SUNDAY)
            assert "📞 0711 216-0" in without_marks(reply.text).split("\n")
            assert office.phone not in without_marks(reply.text)
            assert "0711 216-0" in [button.copy for row in reply.buttons for button in row]


@languages
def test_every_label_keeps_its_direction(said):
    """A label's isolates are balanced too; a number of several parts stands in one."""
    wrong = {
        name: found
        for name, reply in said.items()
        for button in buttons(reply)
        if (found := faults(button.text, right_to_left=BY_CODE[reply.language].right_to_left))
    }

    assert wrong == {}


@pytest.mark.parametrize("language", [code for code in spoken_languages() if code != "de"])
def test_no_reply_slips_back_into_german(said, language):
    """Except where German is meant: the welcome, and the notice that we do not speak a language yet."""
    for name, reply in said.items():
        meant = reply.language == "de"
        assert meant == (name.startswith(("welcome", "not_spoken")) or name.endswith("original")), name
