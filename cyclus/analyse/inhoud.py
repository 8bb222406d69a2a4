"""``stel_op``: all that an analysis of one area and year may say, gathered from the database, without HTML."""

from dataclasses import replace
from datetime import date

from django.utils import timezone

from cyclus.toets.inhoud import reactieregels, reactietellingen
from gebieden.gebied.models import Gebied
from gebiedswerk.kaartbeeld.meetkunde import ringen_van
from gebiedswerk.profiel import huidig

from .binnengekomen import tel_adviezen, tel_initiatieven, tel_signalen, twaalf_maanden
from .cijfers import INWONERS, Cijferkast, bronnen, per_kern, per_leeftijd, per_thema
from .omgeving import in_omgeving
from .opvallend import wat_opvalt
from .samenvatting import in_zinnen
from .uitlichten import uitgelicht
from .veranderd import sinds_vorig_jaar, trends_van
from .vorm import AnalyseInhoud, Citaat, Kaartvlak, Puntregel

WOORDEN = (
    *("analyse", "gebied", "kern", "kernen", "signaal", "signalen", "initiatief", "initiatieven", "adviezen"),
    *("platform", "gebiedsmedewerker", "gebiedsmedewerkers", "gebieden"),
)
# Four decimals are ten metres: finer than any map on paper shows.
COORDINAATDECIMALEN = 4


def stel_op(gebied, jaar, dag=None):
    """The content of the analysis of ``gebied`` over ``jaar``, made on ``dag`` (today): ``AnalyseInhoud``."""
    dag = dag or timezone.localdate()
    peildag = min(dag, date(jaar, 12, 31))
    gemeente = Gebied.objects.boven(gebied).exclude(pk=gebied.pk).first()
    buren = list(_vlakken(gebied, gemeente))
    kernen = [kern for kern in buren if kern.pad.startswith(gebied.pad) and kern.pk != gebied.pk]
    kast = Cijferkast(gebied, gemeente, kernen, jaar)
    themas, signalen = per_thema(kast), tel_signalen(gebied, peildag)
    opvallend = wat_opvalt(gebied, kernen, themas, signalen, jaar)
    op_kaart = [vlak for vlak in buren if vlak.grens]
    inhoud = AnalyseInhoud(
        woorden=_woorden(kernen),
        gebied=gebied.naam,
        gemeente=huidig().naam,
        jaar=jaar,
        dag=dag,
        status="",
        omschrijving=gebied.omschrijving,
        samenvatting="",
        is_samenvatting_geschreven=False,
        kansen="",
        bedreigingen="",
        beleving="",
        opvallend=opvallend,
        themas=themas,
        leeftijden=per_leeftijd(kast),
        kernen=tuple(kern.naam for kern in kernen),
        kernvergelijkingen=per_kern(kast),
        kaart=tuple(_kaartvlak(vlak, gebied) for vlak in op_kaart),
        signalen=signalen,
        initiatieven=tel_initiatieven(gebied, peildag),
        adviezen=tel_adviezen(gebied, *twaalf_maanden(peildag)),
        verhalen=(),
        bronnen=bronnen(kast),
        heeft_voorbeeld=any(bron.is_voorbeeld for bron in bronnen(kast)),
        is_schematisch=any(vlak.is_schematisch for vlak in op_kaart),
        omgeving=in_omgeving(kast, op_kaart, themas, {punt.sleutel for punt in opvallend}),
        veranderd=sinds_vorig_jaar(gebied, jaar, themas),
        trends=trends_van(gebied, *twaalf_maanden(peildag)),
    )
    return met_woorden(inhoud, gebied.gebiedsanalyse_set.filter(jaar=jaar).first(), citaten(gebied, jaar))


def met_woorden(inhoud, analyse, verhalen):
    """The same figures with the words of people as they are now; ``analyse`` may be None.

    What was copied from last year is no part of it until somebody looked at it again.
    """
    geschreven = analyse.samenvatting if analyse and "samenvatting" not in analyse.na_te_kijken else ""
    return replace(
        uitgelicht(inhoud, analyse.nagekeken_keuzes()) if analyse else inhoud,
        status=analyse.status_naam if analyse else "Concept",
        samenvatting=geschreven or _gemaakte_samenvatting(inhoud),
        is_samenvatting_geschreven=bool(geschreven),
        beleving=analyse.beleving if analyse else "",
        verhalen=verhalen,
        punten=puntregels(analyse) if analyse else (),
        reacties=reactieregels(analyse) if analyse else (),
        reactietellingen=reactietellingen(analyse) if analyse else (),
    )


def puntregels(analyse):
    """Developments, then kansen, then bedreigingen, in the order that was chosen; not what is still to be looked at."""
    return tuple(
        Puntregel(p.get_soort_display(), p.get_aard_display(), p.thema_naam, p.tekst, p.onderbouwing)
        for p in analyse.punten.in_leesvolgorde().filter(is_nagekeken=True)
    )


def citaten(gebied, jaar):
    """The stories that may be quoted, of the area and all that lies inside it; never who wrote them down."""
    verhaal = gebied.verhalen.model
    gevonden = verhaal.objects.binnen(gebied).citeerbaar().filter(jaar=jaar).select_related("gebied")
    return tuple(
        Citaat(
            tekst=v.tekst,
            bron=v.get_bron_display(),
            thema=huidig().naam_van("themas", v.thema) if v.thema else "",
            plaats=v.gebied.naam,
            is_voorbeeld=v.is_voorbeeld,
        )
        for v in gevonden.order_by("opgeschreven_op", "pk")
    )


def _gemaakte_samenvatting(inhoud):
    regels = (regel for thema in inhoud.themas for regel in thema.regels)
    return in_zinnen(
        inhoud.gebied,
        inhoud.leeftijden,
        inhoud.kernen,
        next((regel for regel in regels if regel.code == INWONERS), None),
        inhoud.signalen,
        inhoud.initiatieven,
        inhoud.woorden,
    )


def _vlakken(gebied, gemeente):
    """The areas of the level below this one in the whole municipality: the map, and the kernen of the area itself.

    An area without parts is shown among its neighbours.
    """
    deel = gebied.kinderen.lopend().order_by("naam").first()
    vlakken = Gebied.objects.lopend().op_niveau(deel.niveau if deel else gebied.niveau)
    return (vlakken.binnen(gemeente) if gemeente else vlakken).order_by("naam", "pk")


def _woorden(kernen):
    woorden = {naam: huidig().woorden.get(naam, naam) for naam in WOORDEN}
    if kernen:
        niveau = huidig().regel("niveaus", kernen[0].niveau)
        woorden |= {"kern": niveau["naam"], "kernen": niveau.get("meervoud", niveau["naam"])}
    return woorden


def _kaartvlak(vlak, gebied):
    ringen = [[[_rond(x), _rond(y)] for x, y in _zonder_dubbele(ring)] for ring in ringen_van(vlak.grens)]
    grens = {"type": "MultiPolygon", "coordinates": [[ring] for ring in ringen]}
    return Kaartvlak(vlak.naam, grens, vlak.pad.startswith(gebied.pad), vlak.is_schematisch)


def _rond(graad):
    return round(graad, COORDINAATDECIMALEN)


def _zonder_dubbele(ring):
    """Points that fall together after rounding are one point."""
    vorige = None
    for x, y in ring:
        if (plek := (_rond(x), _rond(y))) != vorige:
            yield plek
        vorige = plek
