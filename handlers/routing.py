"""The routing table, in dispatch order: the whole bot on one screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.dialogue import JOURNEYS
from handlers import booking, contact, language, meetups, menu, privacy, questions, requests, waiting
from handlers.render import KEPT, VERSION

if TYPE_CHECKING:
    from handlers.context import OfficeApplication

_JOURNEY = "|".join(JOURNEYS)
_PRIVATE = filters.ChatType.PRIVATE

BUTTONS = (
    (r"menu", menu.menu),
    (r"topic/([a-z0-9-]+)", menu.topic),
    (r"more/([a-z0-9-]+)", menu.more),
    (r"original/([a-z0-9-]+)", menu.original),
    (r"card/([a-z0-9-]+)", menu.card),
    (r"meetup/([a-z0-9-]+)", meetups.details),
    (r"calendar/([a-z0-9-]+)", meetups.calendar),
    (r"remind/([a-z0-9-]+)", meetups.remind),
    (r"unremind/([a-z0-9-]+)", meetups.unremind),
    (rf"journey/({_JOURNEY})", menu.journey),
    (r"language/([a-z]+)", language.choose),
    (r"book/((?:subject|interpreter|speaks)/[a-z0-9-]+)", booking.choose),
    (r"book/(page/\d{1,3})", booking.choose),
    (r"book/(day/\d{4}-\d{2}-\d{2})", booking.choose),
    (r"book/(time/\d{9,11})", booking.choose),
    (r"book/(earliest)", booking.choose),
    (r"book/(phone/(?:asked|no))", booking.choose),
    (r"book/confirm/([0-9a-f]{32})", booking.confirm),
    (r"book/back/(subject|interpreter|day|time|phone)", booking.back),
    (r"book/stop", booking.stop),
    (r"move/(\d{1,9})", booking.move),
    (r"cancel/(\d{1,9})", booking.ask_cancel),
    (r"cancel/(\d{1,9})/yes", booking.cancel),
    (r"wait/earlier/(\d{1,9})", waiting.earlier),
    (r"wait/any/([a-z0-9-]+/[a-z]+/[a-z-]+)", waiting.wish),
    (r"unwait", waiting.stop),
    (r"offer/([0-9a-f]{32})/yes", waiting.accept),
    (r"offer/([0-9a-f]{32})/no", waiting.decline),
    (r"coming/(\d{1,9}/\d{1,6})", waiting.coming),
    (r"ask/([a-z0-9/-]+)", requests.choose),
    (r"withdraw/(\d{1,9})", requests.withdraw),
    (r"answer/((?:working|promised|declined)/\d{1,9})", requests.staff_answer),
    (r"forget", privacy.ask_forget),
    (r"forget/yes", privacy.forget_all),
)


def register(application: OfficeApplication) -> None:
    """Add every handler, in the order in which they are asked."""
    new = _PRIVATE & filters.UpdateType.MESSAGE
    application.add_handler(CommandHandler("start", menu.start, new))
    application.add_handler(CommandHandler("menu", menu.menu, new))
    application.add_handler(CommandHandler(list(menu.COMMANDS), menu.command, new))
    for pattern, handler in BUTTONS:
        application.add_handler(CallbackQueryHandler(handler, f"^{VERSION}{re.escape(KEPT)}?{pattern}$"))
    application.add_handler(CallbackQueryHandler(questions.old_button))
    edited_too = filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE
    application.add_handler(MessageHandler(new & filters.CONTACT, contact.shared))
    skips = contact.Skips(application.bot_data.voices.values())
    application.add_handler(MessageHandler(new & skips, contact.skipped))
    application.add_handler(MessageHandler(_PRIVATE & filters.TEXT & edited_too, questions.ask))
    application.add_handler(
        MessageHandler(_PRIVATE & ~filters.StatusUpdate.ALL & edited_too, questions.only_text)
    )
