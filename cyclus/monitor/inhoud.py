"""Gathers what a monitor says about one area and one year (``vorm``)."""

from dataclasses import replace
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from cyclus.analyse.binnengekomen import tel_adviezen, tel_initiatieven, tel_signalen
from cyclus.analyse.vorm import Jaarwaarde, uit_json
from cyclus.monitor.geld import tel_geld
from cyclus.monitor.vorm import Afspraakresultaat, Conclusieregel, Doelresultaat, Maatregelresultaat, MonitorInhoud
from cyclus.onderzoek.uitkomst import laatste_uitkomst
from gebieden.cijfers.models import Cijfer
from gebiedswerk.profiel import huidig
from signalen.waardering.tellen import Tevredenheid, tel_waarderingen


def lees(monitor):
    """The frozen content of an adopted monitor; of a concept what it would say now."""
    return uit_json(monitor.inhoud, MonitorInhoud) if monitor.inhoud else stel_op(monitor)


def stel_op(monitor):
    """Gather what the monitor says; figures are taken as they are on the last day of its year, or today."""
    gebied, dag = monitor.gebied, timezone.localdate()
    peildag = min(dag, date(monitor.jaar, 12, 31))
    maatregelen = list(monitor.plan.maatregelen.afgesproken().voor_lijst())
    cijfers = Prefetch("doel__indicator__cijfers", Cijfer.objects.filter(gebied=gebied).order_by("jaar"))
    oordelen = monitor.oordelen.select_related("doel__indicator", "doel__agenda")
    oordelen = oordelen.prefetch_related(cijfers, "doel__pad")
    return MonitorInhoud(
        titel=str(monitor),
        gebied=gebied.naam,
        gemeente=huidig().naam,
        jaar=monitor.jaar,
        dag=dag,
        peildag=peildag,
        samenvatting=monitor.samenvatting,
        aanpak=monitor.aanpak,
        doelen=tuple(_doelresultaat(o, monitor.jaar) for o in oordelen),
        maatregelen=tuple(_maatregelresultaat(m, min(dag, date(monitor.jaar + 1, 1, 1))) for m in maatregelen),
        budget=float(sum(m.budget for m in maatregelen)),
        besteed=float(sum(m.besteed for m in maatregelen)),
        signalen=tel_signalen(gebied, peildag),
        # Counts only: which initiatives they are is read on their own pages.
        initiatieven=replace(tel_initiatieven(gebied, peildag), openbaar=()),
        conclusies=tuple(Conclusieregel(c.tekst, c.voorstel, c.bestemming) for c in monitor.conclusies.all()),
        heeft_voorbeeld=monitor.is_voorbeeld,
        adviezen=tel_adviezen(gebied, date(monitor.jaar, 1, 1), peildag),
        tevredenheid=_tevredenheid(gebied, date(monitor.jaar, 1, 1), peildag),
        geld=tel_geld(gebied, monitor.jaar, maatregelen),
        afspraken=tuple(_afspraakresultaat(a) for a in monitor.plan.afspraken.select_related("afdeling")),
        aanpak_oordeel=monitor.get_aanpak_oordeel_display(),
        onderzoek=laatste_uitkomst(gebied, peildag),
    )


def _tevredenheid(gebied, van, tot):
    """Fewer answers than may be shown are not kept either."""
    stand = tel_waarderingen(gebied, van, tot)
    return stand if stand.is_genoeg else Tevredenheid()


def _float(waarde):
    return None if waarde is None else float(waarde)


def _doelresultaat(oordeel, jaar):
    doel = oordeel.doel
    return Doelresultaat(
        doel=doel.pk,
        titel=doel.titel,
        thema=doel.thema_naam,
        maat=doel.maat,
        eenheid=doel.eenheid,
        decimalen=doel.indicator.decimalen if doel.indicator else 0,
        startwaarde=_float(doel.startwaarde),
        startjaar=doel.startjaar,
        streefwaarde=_float(doel.streefwaarde),
        streefjaar=doel.streefjaar,
        waarde=_float(oordeel.waarde),
        meetjaar=oordeel.meetjaar,
        verwacht=_float(oordeel.verwacht),
        oordeel=oordeel.oordeel,
        oordeel_naam=oordeel.get_oordeel_display() or "Nog niet beoordeeld",
        toelichting=oordeel.toelichting,
        reeks=_reeks(doel, jaar),
        bron=_bron(doel, oordeel.meetjaar),
        voorstel_naam=oordeel.voorstel_naam,
        weg=tuple(Jaarwaarde(punt_jaar, float(punt)) for punt_jaar, punt in doel.weg()),
    )


def _bron(doel, meetjaar):
    """Of the measured figure itself, which may come from elsewhere than the indicator usually does."""
    if not doel.indicator:
        return "Opgave van de gemeente"
    return next((c.bron for c in doel.indicator.cijfers.all() if c.jaar == meetjaar), doel.indicator.bron)


def _reeks(doel, jaar):
    if not doel.indicator:
        return ()
    return tuple(Jaarwaarde(c.jaar, c.waarde) for c in doel.indicator.cijfers.all() if c.jaar <= jaar)[-8:]


def _maatregelresultaat(m, grens):
    """``grens`` is the first day that is not looked at any more: what had to be ready before it and is not, is late."""
    if m.status == "gedaan":
        resultaat = "gedaan_te_laat" if timezone.localdate(m.status_sinds) > m.einddatum else "gedaan"
    elif m.status == "vervallen":
        resultaat = "vervallen"
    else:
        resultaat = "te_laat" if m.einddatum < grens else "loopt"
    return Maatregelresultaat(
        maatregel=m.pk,
        titel=m.titel,
        doel=m.doel.titel,
        afdeling=str(m.afdeling),
        resultaat=resultaat,
        reden=m.reden if resultaat == "vervallen" else "",
        einddatum=m.einddatum,
        budget=float(m.budget),
        besteed=float(m.besteed),
    )


def _afspraakresultaat(a):
    return Afspraakresultaat(str(a.afdeling), a.tekst, a.uitkomst, a.get_uitkomst_display(), a.toelichting)
