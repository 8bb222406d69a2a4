"""What the log never says: codes and links that open something, and e-mail addresses."""

import logging
import re

WEG = "…"
# The segment after these opens something without an account. A code with one letter wrong is nearly a code.
DEUREN = r"signaal|mijn-adres|onderzoek|volgen|klopt-dit-nog|account/password/reset/key"
_ADRES = re.compile(rf"(/(?:{DEUREN})/)[^/\s?\"'<>]+")
_GEHEIM = re.compile(r"([?&](?:platform|token|code|sleutel)=)[^&\s\"'<>]+")
# As signalen/signaal/code.py writes a code.
_CODE = re.compile(r"(?<!\w)[a-z2-7]{26}(?!\w)", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}")


def zwijg(tekst):
    for patroon in (_ADRES, _GEHEIM):
        tekst = patroon.sub(rf"\1{WEG}", tekst)
    return _EMAIL.sub(WEG, _CODE.sub(WEG, tekst))


class Zwijgend(logging.Formatter):
    """Formats as always, with a traceback and all; then takes out what may not stand there."""

    def format(self, record):
        return zwijg(super().format(record))


class ZwijgFilter(logging.Filter):
    """The same for a logger whose formatter is not ours (gunicorn)."""

    def filter(self, record):
        record.msg, record.args = zwijg(record.getMessage()), ()
        return True
