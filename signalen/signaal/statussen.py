"""The states of a signal (domain.md §3.1)."""

from django.core.exceptions import ValidationError

from gebiedswerk.statussen import Overgang, Statustabel


def melder_heeft_antwoord(signaal):
    """No signal closes without terugkoppeling to a reporter who left an address, nor one bundled with it."""
    if not signaal.antwoord and signaal.wacht_op_antwoord():
        raise ValidationError({"antwoord": "De melder liet een e-mailadres achter: schrijf eerst een antwoord."})


def delen_zijn_af(signaal):
    """What a department was asked is answered or withdrawn before the signal ends, or goes on in another one."""
    if open_bij := list(signaal.delen.open().values_list("afdeling__naam", flat=True)):
        namen = ", ".join(dict.fromkeys(open_bij))
        raise ValidationError(f"Er staat nog een vraag open bij {namen}. Wacht op het antwoord, of trek de vraag in.")


AF = (delen_zijn_af,)
EINDE = (*AF, melder_heeft_antwoord)


def terugkoppelen(van, *velden):
    """Closing says what came of it; after a no that is known already."""
    return Overgang(van, "teruggekoppeld", "behandelen", "Terugkoppelen", velden=velden, eisen=EINDE)


TABEL = Statustabel(
    {
        "nieuw": "Nieuw",
        "in_beoordeling": "In beoordeling",
        "in_behandeling": "In behandeling",
        "doorgezet": "Doorgezet",
        "gebundeld": "Gebundeld",
        "niet_opgepakt": "Niet opgepakt",
        "teruggekoppeld": "Teruggekoppeld",
        "heropend": "Heropend",
    },
    "nieuw",
    [
        Overgang("nieuw", "in_beoordeling", "behandelen", "Beoordelen"),
        Overgang("heropend", "in_beoordeling", "behandelen", "Opnieuw beoordelen"),
        Overgang("in_beoordeling", "in_behandeling", "behandelen", "In behandeling nemen"),
        Overgang("in_beoordeling", "doorgezet", "behandelen", "Doorzetten", velden=("doorgezet_naar",)),
        Overgang("in_beoordeling", "gebundeld", "behandelen", "Bundelen", velden=("hoofdsignaal",), eisen=AF),
        Overgang("in_beoordeling", "niet_opgepakt", "behandelen", "Niet oppakken", velden=("reden",), eisen=AF),
        Overgang("in_behandeling", "doorgezet", "behandelen", "Doorzetten", velden=("doorgezet_naar",)),
        Overgang("in_behandeling", "gebundeld", "behandelen", "Bundelen", velden=("hoofdsignaal",), eisen=AF),
        Overgang("in_behandeling", "niet_opgepakt", "behandelen", "Niet oppakken", velden=("reden",), eisen=AF),
        terugkoppelen("in_behandeling", "uitkomst"),
        Overgang("doorgezet", "in_behandeling", "behandelen", "Terugnemen"),
        terugkoppelen("doorgezet", "uitkomst"),
        Overgang("gebundeld", "in_behandeling", "behandelen", "Losmaken"),
        terugkoppelen("gebundeld", "uitkomst"),
        terugkoppelen("niet_opgepakt"),
        Overgang("teruggekoppeld", "heropend", "behandelen", "Heropenen", velden=("reden",)),
    ],
)
