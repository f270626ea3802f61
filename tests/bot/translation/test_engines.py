"""Asking a translation service: in its own way, with patience that ends, with the reason of every fault."""

import re

import pytest
from deep_translator.base import BaseTranslator

from bot.languages import BY_CODE
from bot.translation.engines import TranslationError, UnreachableError, Wire
from bot.translation.providers import PROVIDERS, Translator
from tests.support.processes import free_port

BUSY = (429, {"error": "Slowdown: 20 per 1 minute"})


@pytest.fixture
def pauses():
    """How long somebody waited, without waiting."""
    return []


@pytest.fixture
def connect(service, pauses):
    """A translator for the service, by name of the provider."""
    opened = []

    def connected(name="libre", key="", url="", seconds=5.0):
        provider = PROVIDERS[name]
        wire = Wire(url or service.url, provider.headers(key), seconds=seconds, pause=pauses.append)
        opened.append(Translator(provider, wire, key))
        return opened[-1]

    yield connected
    for one in opened:
        one.close()


def engine(translator, language="uk"):
    return translator.engine(language, translator.languages(BY_CODE))


def translate(translator, text="Guten Tag", language="uk"):
    return engine(translator, language).translate(text)


@pytest.mark.parametrize("name", PROVIDERS)
def test_each_provider_is_asked_in_its_own_way(service, connect, name):
    """With the key where it belongs: never in the address, which servers log."""
    service.key = "geheim:fx"
    translator = connect(name, service.key)

    assert translator.languages(BY_CODE).keys() >= {"uk", "ar", "sq"}
    assert translate(translator) == "uk: Guten Tag"


def test_every_engine_keeps_the_contract_of_deep_translator(connect):
    """Whoever knows the library finds its way here."""
    ukrainian = engine(connect())

    assert isinstance(ukrainian, BaseTranslator)
    assert ukrainian.is_language_supported("ar")
    assert not ukrainian.is_language_supported("ti")


def test_libretranslate_gets_plain_text_and_a_key_only_where_there_is_one(service, connect):
    """An own server usually wants none."""
    translate(connect())
    service.key = "geheim"
    translate(connect(key="geheim"))

    assert service.bodies == [
        {"q": "Guten Tag", "source": "de", "target": "uk", "format": "text"},
        {"q": "Guten Tag", "source": "de", "target": "uk", "format": "text", "api_key": "geheim"},
    ]


def test_a_service_says_itself_which_languages_it_has(service, connect):
    """Lists in programs age: the one in deep-translator has neither Ukrainian nor Persian nor Albanian."""
    service.languages = ("de", "en", "uk", "ku", "zh")

    assert connect().languages(BY_CODE) == {"en": "en", "uk": "uk"}
    assert connect("microsoft", "key").languages(BY_CODE) == {"en": "en", "uk": "uk", "ckb": "ku"}
    service.languages = ("de", "en-gb", "en-us", "uk")
    assert connect("deepl", "key").languages(BY_CODE) == {"en": "en-gb", "uk": "uk"}
    service.languages = ("en", "uk")
    assert connect().languages(BY_CODE) == {}


@pytest.mark.parametrize(
    ("status", "said", "reason"),
    [
        (400, {"error": "Invalid request"}, "der Dienst lehnt den Text ab (400: Invalid request)"),
        (403, {"error": "Invalid API key"}, "bitte TRANSLATOR_API_KEY prüfen (403: Invalid API key)"),
        (404, "Not Found", "bitte TRANSLATOR_URL prüfen (404)"),
        (*BUSY, "bitte später noch einmal (429: Slowdown: 20 per 1 minute)"),
        (456, {"message": "Quota exceeded"}, "das Kontingent ist aufgebraucht (456: Quota exceeded)"),
        (500, {"error": {"message": "Cannot\ntranslate"}}, "einen Fehler (500: Cannot translate)"),
        (503, "<html>", "der Dienst hat einen Fehler (503)"),
        (200, "<html>", "die Antwort ist nicht lesbar"),
        (200, {"something": "else"}, "die Antwort hat nicht die erwartete Form"),
        (200, ["something else"], "die Antwort hat nicht die erwartete Form"),
        (200, {"translatedText": " "}, "die Antwort ist leer"),
        (302, "", "diese Adresse führt woandershin, bitte TRANSLATOR_URL prüfen (302)"),
    ],
)
def test_every_fault_has_its_reason(service, connect, status, said, reason):
    """Ours, with the cure, and what the service itself says."""
    service.faults = [(status, said, {"Location": "/login"} if status == 302 else {})]

    with pytest.raises(TranslationError, match=re.escape(reason)):
        translate(connect())


def test_a_busy_service_is_asked_again_after_the_pause_it_wants(service, connect, pauses):
    """But not for ever."""
    service.faults = [(*BUSY, {"Retry-After": "7"})] * 2
    assert translate(connect()) == "uk: Guten Tag"
    assert pauses == [7, 7]

    service.faults = [(*BUSY, {"Retry-After": "7"})] * 3
    with pytest.raises(TranslationError, match="429"):
        translate(connect())


@pytest.mark.parametrize("wait", ["3600", "Wed, 21 Oct 2026 07:28:00 GMT", ""])
def test_nobody_waits_for_an_hour(service, connect, pauses, wait):
    """The person at the terminal is told, and may come back."""
    service.faults = [(*BUSY, {"Retry-After": wait})]
    with pytest.raises(TranslationError, match="zu viele Anfragen"):
        translate(connect())
    assert pauses == []


def test_a_service_that_is_silent_is_left_after_a_while(service, connect):
    """deep-translator itself would wait until somebody pulls the plug."""
    translator = connect(seconds=0.3)
    ukrainian = engine(translator)
    service.slow_from = 1
    with pytest.raises(UnreachableError, match=r"keine Antwort in 0\.3 Sekunden"):
        ukrainian.translate("Guten Tag")


def test_a_service_that_is_away_is_named_as_such(connect):
    """Nobody listens on the port."""
    with pytest.raises(UnreachableError, match="nicht erreichbar"):
        connect(url=f"http://127.0.0.1:{free_port()}").languages(BY_CODE)


def test_something_else_on_the_port_is_no_translator(service, connect):
    """Such as a page of one's own."""
    with pytest.raises(TranslationError, match="404"):
        connect(url=f"{service.url}/elsewhere").languages(BY_CODE)
    with pytest.raises(TranslationError, match="das ist kein Microsoft"):
        connect("microsoft", "key", url=f"{service.url}/v2").languages(BY_CODE)
