"""The real content with meetups, places and office of a test's own."""

from datetime import time

from bot.content.schedule import Meetup, OpenHours, OpeningHours, Weekday
from bot.content.schema import Content, Place
from tests.support.town import real_content

CHURCH = Place(id="church", name={"de": "Kirche"}, address="Marienstr. 2")
HALL = Place(id="hall", name={"de": "Halle"}, address="Am Markt 1")
TUESDAYS = OpeningHours(hours=[OpenHours(weekday=Weekday.TUESDAY, start=time(9), end=time(12))])
OFFICE = Place(id="office", name={"de": "Büro"}, address="Marktstr. 3", opening=TUESDAYS)


def town(*meetups: Meetup, office: Place = OFFICE) -> Content:
    """The real content with other meetups and another office."""
    content = real_content()
    places = {place.id: place for place in (CHURCH, HALL, office)}
    rules = content.appointments.model_copy(update={"place": "office"})
    changes = {"places": places, "meetups": {one.id: one for one in meetups}, "appointments": rules}
    return content.model_copy(update=changes)
