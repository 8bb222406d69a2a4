"""What the cycle stands on: figures, signals, initiatives and stories of a year. Plain functions, invented content."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from cyclus.models import Doel, Gebiedsagenda, Gebiedsmonitor, Gebiedsplan, Maatregel, Opgave, Overleg, Verhaal
from gebieden.models import Cijfer, Indicator
from initiatieven.models import Initiatief
from signalen.models import Signaal
from tests.gebieden.factories import maak_gebied, vierkant

INDICATOREN = [
    ("inwoners", "Inwoners", "wonen", "telling", ""),
    ("aandeel_0_15", "0 tot 15 jaar", "jeugd", "percentage", "%"),
    ("aandeel_15_25", "15 tot 25 jaar", "jeugd", "percentage", "%"),
    ("aandeel_25_45", "25 tot 45 jaar", "wonen", "percentage", "%"),
    ("aandeel_45_65", "45 tot 65 jaar", "wonen", "percentage", "%"),
    ("aandeel_65_plus", "65 jaar en ouder", "zorg", "percentage", "%"),
    *[
        (f"{thema}_{nummer}", naam, thema, "percentage", "%")
        for thema, namen in {
            "groen": ["Tevreden over het groen", "Heeft last van hitte", "Verhard oppervlak"],
            "verkeer": ["Voelt zich veilig op de fiets", "Vindt dat er te hard wordt gereden", "Huishoudens met auto"],
            "wonen": ["Koopwoningen", "Huurwoningen van een corporatie", "Woningen van voor 1970", "Alleenwonenden"],
            "ontmoeten": ["Doet vrijwilligerswerk", "Is lid van een vereniging", "Voelt zich eenzaam"],
            "zorg": ["Ervaart goede gezondheid", "Is mantelzorger", "Beweegt genoeg", "Rookt"],
            "veiligheid": ["Voelt zich weleens onveilig", "Was slachtoffer van een inbraak"],
            "economie": ["Heeft werk", "Lage inkomens", "Tevreden over de winkels"],
        }.items()
        for nummer, naam in enumerate(namen)
    ],
]


def _indicator(volgorde, code, naam, thema, soort, eenheid, **velden):
    decimalen = int(soort != "telling")
    return Indicator.objects.create(
        code=code,
        naam=naam,
        thema=thema,
        soort=soort,
        eenheid=eenheid,
        decimalen=decimalen,
        volgorde=volgorde,
        **velden,
    )


def maak_cijfers(gebieden, jaren=range(2019, 2026), **velden):
    """Every indicator for every area and year; the figure follows from all three, so that no two are the same."""
    inwoners, *overige = INDICATOREN
    basis = _indicator(0, *inwoners)
    indicatoren = [basis, *(_indicator(plek, *velden_, basis=basis) for plek, velden_ in enumerate(overige, 1))]
    Cijfer.objects.bulk_create(
        Cijfer(
            gebied=gebied,
            indicator=indicator,
            jaar=jaar,
            waarde=(
                (9000 if plek == 0 else 1000 * (plek + 1)) + jaar - 2019
                if indicator.soort == "telling"
                else 15
                + (indicator.volgorde * 7 + plek * 3) % 40
                + (jaar - 2019) * 0.4
                + 15 * (plek == 1) * (indicator.volgorde % 9 == 0)
            ),
            **{"bron": "CBS, Kerncijfers wijken en buurten", **velden},
        )
        for plek, gebied in enumerate(gebieden)
        for indicator in indicatoren
        for jaar in jaren
    )
    return indicatoren


def maak_signaal(gebied, dag, thema="verkeer", beantwoord=None, tekst="Er wordt te hard gereden", **velden):
    """A signal of ``dag``; ``beantwoord`` is the number of days after which it was answered."""
    op = timezone.make_aware(datetime(dag.year, dag.month, dag.day, 12))
    signaal = Signaal.objects.neem_aan(tekst=tekst, thema=thema, gebied=gebied, op=op, **velden)
    if beantwoord is not None:
        Signaal.objects.filter(pk=signaal.pk).update(
            status="teruggekoppeld", beantwoord_op=op + timedelta(days=beantwoord)
        )
    return signaal


def maak_initiatief(gebied, contactpersoon, titel="Buurtmoestuin", status="in_uitvoering", is_openbaar=True, **velden):
    initiatief = Initiatief.objects.create(
        titel=titel,
        initiatiefnemer=velden.pop("initiatiefnemer", "Ina Initiatiefnemer"),
        thema=velden.pop("thema", "groen"),
        contactpersoon=contactpersoon,
        trekkend_gebied=gebied,
        status=status,
        is_openbaar=is_openbaar,
        **velden,
    )
    initiatief.leg_in()
    return initiatief


def maak_verhaal(gebied, door, jaar=2026, tekst="Hier kent iedereen elkaar.", **velden):
    keuze = {"bron": "inwoner", "heeft_toestemming": True, "is_citeerbaar": True, **velden}
    return Verhaal.objects.create(gebied=gebied, jaar=jaar, tekst=tekst, opgeschreven_door=door, **keuze)


def maak_vol_gebied(g, dag, kernen=4, signalen=60):
    """Fill ``g.noord`` (of ``maak_gemeente``) so that its analysis has every part."""
    for nummer in range(kernen):
        maak_gebied(f"Kern {nummer + 1}", "kern", g.noord, grens=vierkant(nummer % 3, 1 + nummer // 3))
    delen = [g.gemeente, g.noord, *g.noord.kinderen.order_by("naam")]
    maak_cijfers(delen)
    themas = ["verkeer", "groen", "veiligheid", "verkeer", "wonen", "ontmoeten", "verkeer", "groen"]
    for nummer in range(signalen):
        maak_signaal(
            delen[2 + nummer % len(delen[2:])],
            dag - timedelta(days=10 + nummer * 700 // signalen),
            themas[nummer % len(themas)],
            beantwoord=12 if nummer % 4 else 40,
        )
    for nummer, status in enumerate(["idee", "verkenning", "getoetst", "in_uitvoering", "in_uitvoering", "afgerond"]):
        op = timezone.make_aware(datetime(dag.year, dag.month, dag.day, 9))
        maak_initiatief(g.dorp, g.medewerker, f"Initiatief nummer {nummer + 1}", status, ontvangen_op=op)
    maak_verhaal(g.dorp, g.medewerker, dag.year, "Toen we de speeltuin zelf gingen beheren, kwamen er mensen buiten.")
    maak_verhaal(g.buurtschap, g.medewerker, dag.year, "De bus rijdt na zeven uur niet meer.", thema="verkeer")


def maak_agenda(gebied, status="vastgesteld", van_jaar=2026, doelen=1, **velden):
    """An agenda with ``doelen`` goals, put straight into its state."""
    agenda = Gebiedsagenda.objects.create(
        gebied=gebied, van_jaar=van_jaar, tot_jaar=van_jaar + 3, status=status, besluitnummer="B-1", **velden
    )
    for nummer in range(doelen):
        maak_doel(agenda, f"Doel {nummer + 1}", volgorde=nummer)
    return agenda


def maak_doel(agenda, titel="Veilig naar school", **velden):
    keuze = {"resultaat": "Kinderen fietsen veilig.", "thema": "verkeer", **velden}
    return Doel.objects.create(agenda=agenda, titel=titel, **keuze)


def maak_plan(agenda, jaar=2026, status="vastgesteld", **velden):
    return Gebiedsplan.objects.create(gebied=agenda.gebied, agenda=agenda, jaar=jaar, status=status, **velden)


def maak_maatregel(plan, persoon, afdeling, titel="Drempels aanleggen", status="in_uitvoering", **velden):
    keuze = {"doel": plan.agenda.doelen.first(), "einddatum": date(plan.jaar, 12, 1), "budget": 1000, **velden}
    return Maatregel.objects.create(plan=plan, persoon=persoon, afdeling=afdeling, titel=titel, status=status, **keuze)


def maak_monitor(plan, door, oordeel="bereikt", status="concept"):
    """A monitor of which every goal is judged."""
    monitor = Gebiedsmonitor.objects.maak(plan, door=door)
    monitor.oordelen.update(oordeel=oordeel, toelichting="Zo is het gegaan.")
    monitor.aanpak_oordeel = "nee"
    monitor.save()
    if status == "vastgesteld":
        monitor.ga_naar("vastgesteld")
    return monitor


def maak_opgave(gebied, trekker, titel="Veilig fietsen", *ook_in, **velden):
    opgave = Opgave.objects.create(
        titel=titel, thema=velden.pop("thema", "verkeer"), trekkend_gebied=gebied, trekker=trekker, **velden
    )
    opgave.leg_in(*ook_in)
    return opgave


def maak_overleg(gebied, voorzitter, *ook_in, titel="Tafel veilig fietsen", over_dagen=3, **velden):
    """A planned meeting; a negative ``over_dagen`` lies in the past."""
    overleg = Overleg.objects.create(
        titel=titel,
        begint_op=timezone.now() + timedelta(days=over_dagen),
        voorzitter=voorzitter,
        trekkend_gebied=gebied,
        plaats=velden.pop("plaats", "Dorpshuis"),
        **velden,
    )
    overleg.leg_in(*ook_in)
    return overleg


def maak_actie(overleg, eigenaar, door, tekst="Snelheid meten", over_dagen=5):
    """An action out of a meeting that runs."""
    punt = overleg.zet_op_agenda(titel=f"Over {tekst}")
    dag = timezone.localdate() + timedelta(days=over_dagen)
    return punt.spreek_af(tekst, eigenaar=eigenaar, uiterlijk=dag, door=door)
