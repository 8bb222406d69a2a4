"""Everything that waits for one person, whatever its kind, by what is due first."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from cyclus.models import (
    Actiepunt,
    Belevingstoets,
    Bijdrage,
    Conclusie,
    Escalatie,
    Gebiedsagenda,
    Gebiedsmonitor,
    Gebiedsplan,
    Maatregel,
    Opdrachtbrief,
)
from gebieden.models import Gebied
from gebieden.platform.werk import werk_voor
from gebiedswerk.profiel import huidig
from initiatieven.models import Initiatief
from signalen.models import Advies, Deel, Overdracht, Signaal, Trend

MOST_PER_KIND = 200
NOOIT = date.max


@dataclass(frozen=True)
class Werkregel:
    soort: str
    titel: str
    url: str
    uiterlijk: date | None
    gebied: str
    vraagt: str
    namens: str = ""

    def wanneer(self, vandaag):
        """Which heading it stands under: te_laat, vandaag, week or later."""
        if self.uiterlijk is None:
            return "later"
        if self.uiterlijk < vandaag:
            return "te_laat"
        if self.uiterlijk == vandaag:
            return "vandaag"
        return "week" if self.uiterlijk <= vandaag + timedelta(days=7) else "later"


KOPPEN = {"te_laat": "Te laat", "vandaag": "Vandaag", "week": "Komende week", "later": "Later"}


def _overdrachten(persoon, gebieden=None):
    rows = _hier(Overdracht.objects.open().van(persoon), gebieden)
    for o in rows.select_related("signaal__trekkend_gebied", "van").order_by("uiterlijk")[:MOST_PER_KIND]:
        s = o.signaal
        url, gebied = s.get_absolute_url(), str(s.trekkend_gebied)
        yield Werkregel("Overdracht", s.kop, url, o.uiterlijk, gebied, f"{o.van} vraagt of u dit overneemt")


def _escalaties(persoon, gebieden=None):
    rows = _hier(Escalatie.objects.open().van(persoon), gebieden).select_related("gebied")
    for e in rows.order_by("uiterlijk")[:MOST_PER_KIND]:
        yield Werkregel(
            "Besluit", e.vraag, e.get_absolute_url(), e.uiterlijk, str(e.gebied), "Uw besluit wordt gevraagd"
        )


def _vaststellen(persoon):
    for model in (Gebiedsagenda, Gebiedsplan, Gebiedsmonitor):
        rows = model.objects.met_recht(persoon, "vaststellen").ter_vaststelling()
        for s in rows.voor_lijst()[:MOST_PER_KIND]:
            yield Werkregel(
                "Vaststellen", str(s), s.get_absolute_url(), None, str(s.gebied), "Aangeboden aan het college"
            )


def _conclusies(persoon):
    """What an adopted monitor concluded and nobody decided about: one line for each monitor."""
    monitors = Gebiedsmonitor.objects.met_recht(persoon, "behandelen")
    monitors = monitors.filter(conclusies__in=Conclusie.objects.open()).voor_lijst()
    for m in monitors.annotate(aantal=Count("conclusies"))[:MOST_PER_KIND]:
        vraagt = f"Nog besluiten over {m.aantal} {'conclusie' if m.aantal == 1 else 'conclusies'}"
        yield Werkregel("Conclusies", str(m), f"{m.get_absolute_url()}#conclusies", None, str(m.gebied), vraagt)


def _voorleggen(persoon):
    """What reminding did not help, for who leads the area; its holder has it among the measures."""
    rows = Maatregel.objects.met_recht(persoon, "behandelen").escalatie_rijp().exclude(persoon=persoon)
    for m in rows.voor_lijst().order_by("einddatum")[:MOST_PER_KIND]:
        vraagt = f"Te laat bij {m.persoon}: u kunt dit voorleggen"
        yield Werkregel("Voorleggen", m.titel, m.get_absolute_url(), m.einddatum, str(m.plan.gebied), vraagt)


def _signalen(persoon, gebieden=None):
    rows = _hier(Signaal.objects.van(persoon), gebieden).open().voor_lijst().order_by("uiterlijk")[:MOST_PER_KIND]
    for s in rows:
        # What waits for the reporter is not due on a day.
        wanneer, vraagt = (s.uiterlijk, s.status_naam) if s.termijn_loopt else (None, "Wacht op de melder")
        yield Werkregel("Signaal", s.kop, s.get_absolute_url(), wanneer, str(s.trekkend_gebied), vraagt)


def _delen(persoon, gebieden=None):
    for d in _hier(Deel.objects.van(persoon), gebieden).open().voor_lijst().order_by("uiterlijk")[:MOST_PER_KIND]:
        vraagt = f"Antwoord van {d.afdeling} gevraagd"
        yield Werkregel("Vraag", d.vraag, d.get_absolute_url(), d.uiterlijk, str(d.signaal.trekkend_gebied), vraagt)


def _initiatieven(persoon, gebieden=None):
    rows = _hier(Initiatief.objects.van(persoon), gebieden).open().voor_lijst().order_by("uiterlijk")[:MOST_PER_KIND]
    for i in rows:
        yield Werkregel("Initiatief", i.titel, i.get_absolute_url(), i.uiterlijk, str(i.trekkend_gebied), i.status_naam)


def _actiepunten(persoon, gebieden=None):
    rows = _hier(Actiepunt.objects.van(persoon), gebieden).open().select_related("overleg__trekkend_gebied")
    for a in rows.order_by("uiterlijk")[:MOST_PER_KIND]:
        gebied = str(a.overleg.trekkend_gebied)
        yield Werkregel("Actie", a.tekst, a.get_absolute_url(), a.uiterlijk, gebied, f"Afgesproken: {a.overleg}")


def _stille_maatregelen(persoon):
    """Per area that this person leads, how many measures of others nothing was heard of for too long."""
    rows = Maatregel.objects.met_recht(persoon, "behandelen").stil().exclude(persoon=persoon).order_by()
    counted = rows.values_list("plan__gebied__slug", "plan__gebied__naam", "plan__jaar").annotate(Count("pk"))
    for slug, naam, jaar, aantal in counted.order_by("plan__gebied__naam", "-plan__jaar")[:MOST_PER_KIND]:
        titel = f"{aantal} {'maatregel' if aantal == 1 else 'maatregelen'} waarvan lang niets is gehoord"
        url = f"{reverse('cyclus:planning')}?gebied={slug}&jaar={jaar}&stil=on"
        yield Werkregel("Maatregel", titel, url, None, naam, "Vraag hoe het ervoor staat")


def _maatregelen(persoon, gebieden=None):
    rows = _hier(Maatregel.objects.van(persoon), gebieden).open().voor_lijst().order_by("einddatum")[:MOST_PER_KIND]
    for m in rows:
        stil = ", al lang niets van u gehoord" if m.is_stil else ""
        vraagt = f"{m.status_naam}, {m.voortgang}%{stil}"
        yield Werkregel("Maatregel", m.titel, m.get_absolute_url(), m.einddatum, str(m.plan.gebied), vraagt)


def _opdrachtbrieven(persoon):
    """What an area asks of the department this person works for, or stands in for; answered by who comes first."""
    for b in Opdrachtbrief.objects.te_bevestigen_door(persoon).voor_lijst()[:MOST_PER_KIND]:
        soort = huidig().woorden["opdrachtbrief"].capitalize()
        yield Werkregel(soort, str(b), b.get_absolute_url(), None, str(b.gebied), f"Bevestigen voor {b.afdeling}")


def _adviezen(persoon, gebieden=None):
    """What this person must put, follow or prepare an answer to."""
    rows = _hier(Advies.objects.open().van(persoon), gebieden).voor_lijst().order_by("uiterlijk")[:MOST_PER_KIND]
    vraagt = {
        "concept": "De vraag is nog niet gesteld",
        "gevraagd": "Wacht op het advies",
        "uitgebracht": "Een reactie voorbereiden",
    }
    for a in rows:
        is_missed = a.status == "gevraagd" and a.is_te_laat
        wat = "Geen advies gekregen: leg dat vast of geef meer tijd" if is_missed else vraagt[a.status]
        yield _adviesregel(a, wat, gebied=str(a.trekkend_gebied))


def _adviesregel(advies, vraagt, gebied):
    url = advies.get_absolute_url()
    return Werkregel("Advies", f"{advies} ({advies.platform})", url, advies.uiterlijk, gebied, vraagt)


def _reacties(persoon):
    """What waits for the college, for who may decide."""
    rows = Advies.objects.te_beantwoorden_door(persoon).exclude(eigenaar=persoon).voor_lijst().order_by("uiterlijk")
    for a in rows[:MOST_PER_KIND]:
        yield _adviesregel(a, "Reactie gevraagd", gebied=str(a.trekkend_gebied))


def _advies_gevraagd(persoon):
    """What a platform is asked, for who keeps its data."""
    if "platform" in persoon.soorten():
        for a in Advies.objects.te_geven_door(persoon).voor_lijst().order_by("uiterlijk")[:MOST_PER_KIND]:
            yield _adviesregel(a, "Advies gevraagd", gebied=str(a.trekkend_gebied))


def _trends(persoon, gebieden=None):
    rows = _hier(Trend.objects.van(persoon), gebieden).open().voor_lijst().prefetch_related("samen_met")
    for t in rows.order_by("uiterlijk")[:MOST_PER_KIND]:
        vraagt = f"Besloten: {t.get_besluit_display().lower()}"
        yield Werkregel("Trend", str(t), t.get_absolute_url(), t.uiterlijk, str(t.gebied), vraagt)


def _belofte_gevraagd(persoon):
    """What the departments and platforms of this person are asked to promise."""
    rows = Bijdrage.objects.te_beloven_door(persoon).wacht_op_partij().voor_pagina().order_by("uiterlijk")
    for b in rows[:MOST_PER_KIND]:
        yield Werkregel("Belofte", b.belofte, b.account_url(), b.uiterlijk, str(b.agenda.gebied), "Klopt deze belofte?")


def _belofte_terug(persoon):
    """Promises that came back with another answer than yes, or with none in time, for who writes the agenda."""
    rows = Bijdrage.objects.met_recht(persoon, "behandelen").te_regelen(timezone.localdate()).voor_pagina()
    for b in rows[:MOST_PER_KIND]:
        vraagt = f"{b.partij}: {b.stand[0].lower()}"
        yield Werkregel("Belofte", b.belofte, b.get_absolute_url(), None, str(b.agenda.gebied), vraagt)


def _platforms(persoon):
    for w in werk_voor(persoon):
        gebied = ", ".join(str(gebied) for gebied in w.platform.gebieden.all())
        yield Werkregel(w.soort, str(w.platform), w.url, w.uiterlijk, gebied, w.vraagt)


def _toetsreacties(persoon):
    """What people said of an analysis, and nobody answered yet."""
    if "gebiedsmedewerker" in persoon.soorten():
        rows = Belevingstoets.objects.met_recht(persoon, "behandelen").met_werk().voor_pagina()
        for t in rows.order_by("sluit_datum")[:MOST_PER_KIND]:
            vraagt = f"{t.aantal_open} {'reactie' if t.aantal_open == 1 else 'reacties'}: zeg wat u ermee deed"
            yield Werkregel("Toets", str(t.analyse), t.get_absolute_url(), None, str(t.analyse.gebied), vraagt)


def _toets_gevraagd(persoon):
    """What a platform is asked to recognise, for its members."""
    if "platform" in persoon.soorten():
        eigen = persoon.platformlidmaatschappen.lopend().filter(platform__is_actief=True).values("platform")
        rows = Belevingstoets.objects.open_op(timezone.localdate()).rond_platforms(eigen).voor_pagina()
        for t in rows.order_by("sluit_datum")[:MOST_PER_KIND]:
            gebied = str(t.analyse.gebied)
            yield Werkregel("Toets", str(t.analyse), t.publiek_url(), t.sluit_datum, gebied, "Herkent u dit beeld?")


BRONNEN = [
    *(
        _overdrachten,
        _escalaties,
        _vaststellen,
        _conclusies,
        _voorleggen,
        _signalen,
        _delen,
        _initiatieven,
        _actiepunten,
    ),
    *(_maatregelen, _stille_maatregelen, _opdrachtbrieven),
    *(_adviezen, _reacties, _advies_gevraagd, _platforms, _trends, _belofte_gevraagd, _belofte_terug),
    *(_toetsreacties, _toets_gevraagd),
]


# What waits in somebody's name also waits for who stands in for them, where the role lies.
OP_NAAM = [_overdrachten, _escalaties, _signalen, _delen, _initiatieven, _actiepunten, _maatregelen, _adviezen, _trends]


def _hier(rows, gebieden):
    """For the holder everything; for who stands in (with areas) what lies there."""
    return rows if gebieden is None else rows.in_gebieden(gebieden)


def _namens_anderen(persoon):
    """What waits in the name of who is absent, marked as such."""
    for vervanging in persoon.vervangt.lopend().voor_lijst():
        rol = vervanging.rol
        gebieden = Gebied.objects.binnen(rol.gebied).values("pk")
        for bron in OP_NAAM if rol.is_lopend else ():
            for regel in bron(rol.persoon, gebieden):
                yield replace(regel, namens=str(rol.persoon))


def mijn_werk(persoon):
    """All lines of this person, first what is due first; a fixed number of queries, more for each absent colleague."""
    regels = [regel for bron in BRONNEN for regel in bron(persoon)]
    regels = list(dict.fromkeys([*regels, *_namens_anderen(persoon)]))
    return sorted(regels, key=lambda r: (r.uiterlijk or NOOIT, r.soort, r.titel))


def per_kop(regels, vandaag):
    """``[(heading, lines), …]``; headings without lines are left out."""
    groepen = {kop: [r for r in regels if r.wanneer(vandaag) == kop] for kop in KOPPEN}
    return [(KOPPEN[kop], kop, groep) for kop, groep in groepen.items() if groep]
