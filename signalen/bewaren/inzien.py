"""All that is kept of one reporter, for that reporter: a page, and a file to take along (AVG art. 15 and 20)."""

from dataclasses import asdict, dataclass, field

from dateutil.relativedelta import relativedelta
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from gebieden.models import Gebiedsrol
from gebiedswerk.post import Bericht
from gebiedswerk.profiel import huidig

# What the reporter wrote themselves, after the signal.
VAN_MELDER = ("aanvulling", "antwoord_van_de_melder")


@dataclass(frozen=True)
class Gegeven:
    naam: str
    waarde: str


@dataclass(frozen=True)
class Stuk:
    """Something with a date: a word of the reporter, a mail, somebody who looked."""

    op: str
    kop: str
    tekst: str = ""


@dataclass(frozen=True)
class Overzicht:
    nummer: str
    contact: list[Gegeven]
    signaal: list[Gegeven]
    geschreven: list[Stuk]
    mails: list[Stuk]
    ingezien: list[Stuk]
    fotos: int
    bewaard_tot: str
    foto_pks: list[int] = field(default_factory=list)

    def als_gegevens(self):
        rows = asdict(self)
        del rows["foto_pks"]
        return rows


def stel_op(signaal):
    """``bewaard_tot`` is empty as long as the signal is open: the term begins when it is closed."""
    melder = getattr(signaal, "melder", None)
    fotos = list(signaal.fotos.values_list("pk", flat=True))
    until = signaal.status_sinds + relativedelta(months=huidig().bewaartermijn("melder"))
    return Overzicht(
        nummer=signaal.nummer,
        contact=_contact(melder) if melder else [],
        signaal=_signaal(signaal),
        geschreven=_geschreven(signaal),
        mails=_mails(signaal, melder),
        ingezien=[Stuk(_dag(i.op), _functie(i.door, i.op), i.waarom) for i in signaal.inzagen.select_related("door")],
        fotos=len(fotos),
        foto_pks=fotos,
        bewaard_tot="" if signaal.is_open else _dag(until),
    )


def _dag(moment):
    return date_format(timezone.localtime(moment), "j F Y")


def _gevuld(*paren):
    return [Gegeven(str(naam), str(waarde)) for naam, waarde in paren if waarde]


def _contact(melder):
    bevestigd = _dag(melder.bevestigd_op) if melder.bevestigd_op else ""
    return _gevuld(
        (_("Naam"), melder.naam),
        (_("E-mailadres"), melder.email),
        (_("E-mailadres bevestigd op"), bevestigd),
        (_("Telefoonnummer"), melder.telefoon),
    )


def _signaal(signaal):
    punt = f"{signaal.lat}, {signaal.lon}" if signaal.heeft_punt else ""
    return _gevuld(
        (_("Nummer"), signaal.nummer),
        (_("Ontvangen op"), _dag(signaal.ontvangen_op)),
        (_("Onderwerp"), signaal.thema_naam),
        (_("Plaats of gebied"), signaal.trekkend_gebied),
        (_("Adres of plek"), signaal.plaats),
        (_("Punt op de kaart"), punt),
        (_("Uw tekst"), signaal.tekst),
        (_("Ons antwoord"), signaal.antwoord),
        (_("Taal"), get_language_info(signaal.taal)["name_local"].capitalize()),
    )


def _geschreven(signaal):
    reopened = Q(soort="status", wie_naam="de melder") & ~Q(tekst="")
    lines = signaal.tijdlijn.filter(Q(soort__in=VAN_MELDER) | reopened).order_by("op")
    found = [Stuk(_dag(regel.op), _("U schreef"), regel.tekst) for regel in lines]
    if waardering := getattr(signaal, "waardering", None):
        kop = _("Uw oordeel: %(cijfer)s van 5") % {"cijfer": waardering.tevreden}
        found.append(Stuk(_dag(waardering.op), kop, waardering.toelichting))
    return found


def _mails(signaal, melder):
    if not (melder and melder.email):
        return []
    mails = Bericht.objects.over(signaal).filter(aan=melder.email).order_by("aangemaakt_op")
    return [Stuk(_dag(mail.aangemaakt_op), mail.onderwerp, mail.tekst) for mail in mails]


def _functie(persoon, op):
    """Which function looked, not who: that is what a reporter may know of an official."""
    dag = timezone.localdate(op)
    roles = Gebiedsrol.objects.filter(persoon=persoon).lopend(dag)
    return ", ".join(sorted({rol.functie_naam for rol in roles})) or _("Een medewerker van de gemeente")


def als_tekst(overzicht):
    """The same as plain text."""

    def lijst(kop, stukken):
        return [f"\n{kop}", *(f"- {s.op}: {s.kop}\n{s.tekst}".rstrip() for s in stukken)] if stukken else []

    lines = [_("Wat wij bewaren bij signaal %(nummer)s") % {"nummer": overzicht.nummer}, ""]
    lines += [f"{gegeven.naam}: {gegeven.waarde}" for gegeven in (*overzicht.contact, *overzicht.signaal)]
    lines.append(_("Aantal foto’s: %(aantal)s") % {"aantal": overzicht.fotos})
    lines += lijst(_("Wat u daarna schreef"), overzicht.geschreven)
    lines += lijst(_("Mails die wij u stuurden"), overzicht.mails)
    lines += lijst(_("Wie uw contactgegevens bekeek"), overzicht.ingezien)
    return "\n".join(lines) + "\n"
