"""Everybody's overview of all that runs or was done in an area, whatever list it stands on (E: it was missing).

Only what is public: measures and agreements of adopted plans, tasks that run or ended, initiatives that were said yes
to and may be shown. No person is named. One query orders and cuts all kinds together; whole rows are read for a page.
"""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Case, CharField, F, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce, ExtractYear
from django.utils import timezone
from django.utils.formats import date_format

from cyclus.models import Afspraak, Maatregel, Opgave
from gebiedswerk.bladeren import blader
from gebiedswerk.profiel import huidig
from initiatieven.models import Initiatief

STATEN = [("gepland", "Gaat beginnen"), ("loopt", "Bezig"), ("klaar", "Klaar"), ("stopt", "Gaat niet door")]
KLEUREN = {"gepland": "rust", "loopt": "bezig", "klaar": "goed", "stopt": "rust"}
PER_PAGINA = 30


@dataclass(frozen=True)
class Overzichtsregel:
    soort: str
    titel: str
    tekst: str
    thema: str
    thema_naam: str
    gebied: str
    afdeling: str
    staat: str
    kleur: str
    wanneer: str
    url: str


def _staat(per_staat, veld="status"):
    """The state in four plain words, in the query."""
    keuzes = [When(**{f"{veld}__in": codes}, then=Value(staat)) for staat, codes in per_staat.items()]
    return Case(*keuzes, output_field=CharField())


STAAT = {
    "maatregel": _staat(
        {"gepland": ["gepland"], "loopt": ["in_uitvoering"], "klaar": ["gedaan"], "stopt": ["vervallen"]}
    ),
    "initiatief": _staat({"gepland": ["getoetst"], "loopt": ["in_uitvoering"], "klaar": ["afgerond", "nazorg_gedaan"]}),
    "opgave": _staat({"loopt": ["lopend"], "klaar": ["afgerond"]}),
    "afspraak": _staat({"loopt": ["open"], "klaar": ["nagekomen", "deels"], "stopt": ["niet"]}, "uitkomst"),
}


def _rang(veld):
    """The place of a theme in the profile's own order; what it does not know comes last."""
    codes = [code for code, _naam in huidig().keuzes("themas")]
    keuzes = [When(**{veld: code}, then=Value(plek)) for plek, code in enumerate(codes)]
    return Case(*keuzes, default=Value(len(codes)), output_field=IntegerField())


def _bronnen(gebied):
    """``{kind: (rows, field of the theme, first year, last year)}`` of what everybody may know about this area."""
    nu = Value(timezone.localdate().year)
    loopt_nog = Case(When(~Q(status__in=("afgerond", "nazorg_gedaan")), then=nu), default=ExtractYear("status_sinds"))
    in_plan = F("plan__jaar")
    maatregelen = Maatregel.objects.afgesproken().filter(plan__status__in=("vastgesteld", "afgesloten"))
    return {
        "maatregel": (maatregelen.binnen(gebied), "doel__thema", in_plan, in_plan),
        "afspraak": (Afspraak.objects.openbaar().binnen(gebied), "opgave__thema", in_plan, in_plan),
        "initiatief": (
            Initiatief.objects.openbaar().binnen(gebied),
            "thema",
            ExtractYear("ontvangen_op"),
            loopt_nog,
        ),
        "opgave": (
            Opgave.objects.filter(status__in=("lopend", "afgerond")).binnen(gebied),
            "thema",
            ExtractYear("aangemaakt_op"),
            loopt_nog,
        ),
    }


def sleutels(gebied, *, thema="", staat="", jaar=None, soort=""):
    """``(kind, id)`` of all that fits, by theme, what runs first, newest first: to be sliced."""
    delen = []
    for naam, (rows, veld, van, tot) in _bronnen(gebied).items():
        if soort and soort != naam:
            continue
        rows = rows.order_by().annotate(
            soort_=Value(naam, CharField()),
            thema_=_rang(veld),
            staat_=STAAT[naam],
            eerste_jaar=van,
            laatste_jaar=Coalesce(tot, van, output_field=IntegerField()),
        )
        if thema:
            rows = rows.filter(**{veld: thema})
        if staat:
            rows = rows.filter(staat_=staat)
        if jaar:
            rows = rows.filter(eerste_jaar__lte=jaar, laatste_jaar__gte=jaar)
        volgorde = Case(
            *(When(staat_=code, then=Value(plek)) for plek, code in enumerate(("loopt", "gepland", "klaar", "stopt"))),
            default=Value(9),
            output_field=IntegerField(),
        )
        delen.append(rows.annotate(plek_=volgorde).values_list("soort_", "pk", "thema_", "plek_", "laatste_jaar"))
    if not delen:
        return Maatregel.objects.none().values_list("pk")
    samen = delen[0].union(*delen[1:], all=True) if len(delen) > 1 else delen[0]
    return samen.order_by("thema_", "plek_", "-laatste_jaar", "soort_", "-pk")


def bladzij(gebied, request, **keuze):
    """A page of the overview: ``(pagina, [(theme, lines), …])``; as many queries for one row as for thirty."""
    pagina = blader(sleutels(gebied, **keuze), request, rows=PER_PAGINA)
    ids = {}
    for soort, pk, *_rest in pagina:
        ids.setdefault(soort, []).append(pk)
    found = {(soort, ding.pk): ding for soort, pks in ids.items() for ding in LEZERS[soort][0]().filter(pk__in=pks)}
    regels = [LEZERS[soort][1](found[soort, pk]) for soort, pk, *_rest in pagina if (soort, pk) in found]
    return pagina, [(thema, list(groep)) for thema, groep in groupby(regels, key=lambda regel: regel.thema_naam)]


def jaren(gebied):
    """The years there is anything to see of, newest first."""
    plannen = Maatregel.objects.binnen(gebied).filter(plan__status__in=("vastgesteld", "afgesloten"))
    years = set(plannen.order_by().values_list("plan__jaar", flat=True).distinct())
    return sorted(years | {timezone.localdate().year}, reverse=True)


# How each kind reads ------------------------------------------------------


def _voluit(dag):
    return date_format(dag, "j F Y")


def _regel(soort, staat, thema, *, in_woorden="", **velden):
    """A line; ``in_woorden`` says more than the plain state where it is not as was agreed."""
    naam = huidig().naam_van("themas", thema) if thema else "Over andere onderwerpen"
    leeg = {"tekst": "", "afdeling": "", "wanneer": "", "url": ""}
    woorden = in_woorden or dict(STATEN)[staat]
    kleur = "let_op" if in_woorden else KLEUREN[staat]
    return Overzichtsregel(soort=soort, thema=thema, thema_naam=naam, staat=woorden, kleur=kleur, **leeg | velden)


def _van_maatregel(m):
    staat = {"gepland": "gepland", "in_uitvoering": "loopt", "gedaan": "klaar", "vervallen": "stopt"}[m.status]
    in_woorden = "Bezig, later klaar dan gepland" if m.is_te_laat and staat == "loopt" else ""
    in_woorden = "Begint later dan gepland" if m.is_te_laat and staat == "gepland" else in_woorden
    wanneer = {
        "klaar": f"klaar sinds {date_format(timezone.localdate(m.status_sinds), 'F Y')}",
        "stopt": f"was gepland voor {m.plan.jaar}",
    }.get(staat, f"klaar op {_voluit(m.einddatum)}")
    return _regel(
        m.get_soort_display(),
        staat,
        m.doel.thema,
        in_woorden=in_woorden,
        titel=m.titel,
        tekst=m.omschrijving,
        gebied=str(m.plan.gebied),
        afdeling=str(m.afdeling),
        wanneer=wanneer,
        url=m.plan.get_absolute_url(),
    )


def _van_afspraak(a):
    staat = {"open": "loopt", "nagekomen": "klaar", "deels": "klaar", "niet": "stopt"}[a.uitkomst]
    in_woorden = {"deels": "Voor een deel gelukt", "niet": "Niet gelukt"}.get(a.uitkomst, "")
    return _regel(
        huidig().woorden["afspraak"].capitalize(),
        staat,
        a.opgave.thema if a.opgave else "",
        in_woorden="Bezig, later dan afgesproken" if a.is_te_laat else in_woorden,
        titel=a.tekst,
        tekst=a.toelichting,
        gebied=str(a.plan.gebied),
        afdeling=str(a.afdeling),
        wanneer=f"uiterlijk {_voluit(a.uiterlijk)}" if a.uiterlijk else f"heel {a.plan.jaar}",
        url=a.plan.get_absolute_url(),
    )


def _van_initiatief(i):
    staat = {"getoetst": "gepland", "in_uitvoering": "loopt"}.get(i.status, "klaar")
    return _regel(
        huidig().woorden["initiatief"].capitalize(),
        staat,
        i.thema,
        titel=i.titel,
        gebied=str(i.trekkend_gebied),
        wanneer=f"begonnen in {timezone.localtime(i.ontvangen_op).year}",
    )


def _van_opgave(o):
    return _regel(
        huidig().woorden["opgave"].capitalize(),
        "loopt" if o.status == "lopend" else "klaar",
        o.thema,
        titel=o.titel,
        tekst=o.resultaat if o.status == "afgerond" else "",
        gebied=str(o.trekkend_gebied),
        afdeling=str(o.afdeling or ""),
        wanneer=f"sinds {timezone.localtime(o.aangemaakt_op).year}",
    )


LEZERS = {
    "maatregel": (Maatregel.objects.voor_lijst, _van_maatregel),
    "afspraak": (Afspraak.objects.voor_lijst, _van_afspraak),
    "initiatief": (Initiatief.objects.voor_lijst, _van_initiatief),
    "opgave": (Opgave.objects.voor_lijst, _van_opgave),
}
