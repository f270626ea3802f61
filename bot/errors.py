"""Everything that may go wrong while serving a request.

ZuhauseError
├── SettingsError           a setting is missing or wrong; the text names the cure
├── ContentError            the content folder cannot be served; carries the findings
├── NoSuchMeetup            the meetup of a button is not in the content (any more)
├── NoSuchRequest           a request for help that is over, unknown, or somebody else's
├── AlreadyRequested        this person has an open request of this kind
└── BookingError
    ├── SlotTaken           somebody else was faster
    ├── SlotNotOffered      not a time we offer (any more): closed, past, too far ahead
    ├── AlreadyBooked       this person has an open appointment
    ├── StaleButton         the button belongs to an earlier state of the journey
    └── NoSuchAppointment   not this person's, or not open any more
        └── AppointmentBegun    it can only be changed by phone now
            └── AppointmentOver     nothing about it can be changed any more
"""

from __future__ import annotations


class ZuhauseError(Exception):
    """Root of the tree above."""


class SettingsError(ZuhauseError):
    """A setting is missing or wrong."""


class ContentError(ZuhauseError):
    """The content folder cannot be served; the text is the report for staff."""


class NoSuchMeetup(ZuhauseError):
    """The meetup of a button is not in the content (any more)."""


class NoSuchRequest(ZuhauseError):
    """A request for help that is over, unknown, or somebody else's."""


class AlreadyRequested(ZuhauseError):
    """This person has an open request of this kind."""


class BookingError(ZuhauseError):
    """A booking could not be made as asked; nothing was changed."""


class SlotTaken(BookingError):
    """Somebody else was faster."""


class SlotNotOffered(BookingError):
    """Not a time we offer (any more)."""


class AlreadyBooked(BookingError):
    """This person has an open appointment."""


class StaleButton(BookingError):
    """The button belongs to an earlier state of the journey."""


class NoSuchAppointment(BookingError):
    """Not this person's, or not open any more."""


class AppointmentBegun(NoSuchAppointment):
    """It can only be changed by phone now."""


class AppointmentOver(AppointmentBegun):
    """Nothing about it can be changed any more."""
