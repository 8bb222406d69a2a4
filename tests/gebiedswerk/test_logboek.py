"""The log holds nothing that opens a door, and no address."""

import logging

import pytest
from django.conf import settings

from gebiedswerk.logboek import Zwijgend, ZwijgFilter, zwijg

CODE = "abcdefghijklmnopqrstuvwx27"


@pytest.mark.parametrize(
    "tekst",
    [
        f"Not Found: /signaal/{CODE}/",
        f"Not Found: /signaal/{CODE[:-1]}x9/foto/3/",
        f"Internal Server Error: /mijn-adres/WzEs{CODE}:1vMabc:x-_9/",
        f"GET /volgen/{CODE}/stop/ HTTP/1.1",
        f"Not Found: /account/password/reset/key/1-{CODE}/",
        f"opdracht ({CODE}) lukte niet",
        f"/signaal/?platform={CODE}&x=1",
    ],
)
def test_geen_code_in_het_log(tekst):
    assert CODE[:10] not in zwijg(tekst) and "…" in zwijg(tekst)


def test_geen_adres_in_het_log_ook_niet_in_een_foutmelding():
    try:
        raise ValueError("550 jan.jansen+x@inwoner.example.nl bestaat niet")
    except ValueError as fout:
        record = logging.LogRecord(
            "x", logging.ERROR, __file__, 1, "mail %s", ("a@b.nl",), (type(fout), fout, fout.__traceback__)
        )
    line = Zwijgend("%(message)s").format(record)
    assert "@" not in line and "550 … bestaat niet" in line and "mail …" in line
    assert settings.LOGGING["formatters"]["line"]["()"] == "gebiedswerk.logboek.Zwijgend"


def test_wat_gewoon_is_blijft_staan():
    for tekst in ("Not Found: /signalen/12/", "opdracht 7 (bericht:3) lukte niet", "/signaal/ 200", "12:00 INFO x"):
        assert zwijg(tekst) == tekst


def test_het_log_van_de_webserver_ook():
    record = logging.LogRecord(
        "gunicorn.error", logging.ERROR, __file__, 1, "Error handling request %s", (f"/signaal/{CODE}/",), None
    )
    assert ZwijgFilter().filter(record) and record.getMessage() == "Error handling request /signaal/…/"
