"""What follows from a step of a signal, inside its transaction: terms, answers, and who is told."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from gebiedswerk.opdrachten import zet_klaar
from gebiedswerk.post import stuur
from gebiedswerk.termijnen import uiterste_dag
from signalen.regel.toewijzen import wijs_toe


def volg(signaal, overgang, door):
    if overgang.van == "niet_opgepakt":
        signaal.zet(uitkomst="niet_opgelost")
    if signaal.wacht_sinds and not signaal.kan_wachten:
        signaal.open_vraag.vervalt()
    if act := NA.get(overgang.naar):
        act(signaal, door)
    if signaal.abonnementen.lopend().exists():
        wat = {"signaal": signaal.pk, "versie": signaal.versie, "status": overgang.naar}
        zet_klaar("signaal_volgers", f"signaal-volgers:{signaal.pk}:{signaal.versie}", **wat)


def na_oppakken(signaal, door):
    signaal.zet(uiterlijk=signaal.nieuwe_termijn(), hoofdsignaal=None)


def na_doorzetten(signaal, door):
    signaal.zet(uiterlijk=signaal.nieuwe_termijn())
    afdeling = signaal.doorgezet_naar
    if afdeling.email:
        onderwerp, sleutel = (
            f"Signaal voor {afdeling}: {signaal.kop}",
            f"signaal-doorgezet:{signaal.pk}:{signaal.versie}",
        )
        sjabloon = "post/signaal_doorgezet.txt"
        stuur(afdeling.email, onderwerp, sjabloon, sleutel=sleutel, over=signaal, door=door, afdeling=afdeling)


def na_bundelen(signaal, door):
    """What was bundled with this one goes along; an answer that the main signal has is told here too."""
    hoofd = type(signaal).objects.select_related("hoofdsignaal").get(pk=signaal.hoofdsignaal_id)
    hoofd = hoofd.hoofdsignaal if hoofd.status == "gebundeld" and hoofd.hoofdsignaal else hoofd
    if hoofd.pk == signaal.pk:
        raise ValidationError("Een signaal kan niet bij zichzelf horen.")
    if not hoofd.is_open:
        raise ValidationError("Dat signaal is al teruggekoppeld. Kies een signaal dat nog open is.")
    signaal.zet(hoofdsignaal=hoofd)
    signaal.gebundelde_signalen.update(hoofdsignaal=hoofd)
    if hoofd.antwoord:
        signaal.leg_antwoord_vast(hoofd.antwoord, door)


def na_nee(signaal, door):
    """If the answer is no we say so clearly."""
    signaal.zeg(signaal.reden, door)


def na_terugkoppelen(signaal, door):
    for ander in signaal.gebundelde_signalen.filter(status="gebundeld"):
        wie = f"samen met {signaal.nummer}"
        if signaal.antwoord and not ander.antwoord:
            ander.leg_antwoord_vast(signaal.antwoord, door)
        ander.ga_naar("teruggekoppeld", wie=wie, uitkomst=signaal.uitkomst, is_openbaar=True)
    # Who was answered with the first answer, before this signal was reopened, hears what came of it in the end.
    earlier = signaal.gebundelde_signalen.filter(status="teruggekoppeld").exclude(antwoord=signaal.antwoord)
    for ander in earlier if signaal.antwoord else ():
        ander.leg_antwoord_vast(signaal.antwoord, door)
        ander.zet(uitkomst=signaal.uitkomst)


def na_heropenen(signaal, door):
    vandaag = timezone.localdate()
    uiterlijk = uiterste_dag("signaal_beoordelen", vandaag)
    signaal.zet(antwoord="", beantwoord_op=None, uitkomst="", hoofdsignaal=None, sluit_met_delen=False)
    signaal.zet(termijn_vanaf=vandaag, uiterlijk=uiterlijk, wacht_sinds=None)
    if not (signaal.eigenaar.is_active and signaal.eigenaar.is_ambtenaar):
        signaal.wijs_toe(wijs_toe(signaal.trekkend_gebied, signaal.thema, signaal.platform).eigenaar)
    if door != signaal.eigenaar:
        wie = "door de melder" if door is None else f"door {door}"
        signaal.mail_eigenaar(f"Heropend {wie}: {signaal.nummer}", signaal.tijdlijn.filter(soort="status").first())


NA = {
    "in_behandeling": na_oppakken,
    "doorgezet": na_doorzetten,
    "gebundeld": na_bundelen,
    "niet_opgepakt": na_nee,
    "teruggekoppeld": na_terugkoppelen,
    "heropend": na_heropenen,
}
