"""What the reporter's page says in its first lines and in its timeline: plain words, functions instead of names."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebieden.models import Gebiedsrol
from gebiedswerk.profiel import huidig

STAPPEN = {
    "nieuw": gettext_lazy("Wij kregen uw signaal"),
    "in_beoordeling": gettext_lazy("Wij bekijken uw signaal"),
    "in_behandeling": gettext_lazy("Wij zijn ermee bezig"),
    "doorgezet": gettext_lazy("Een afdeling is ermee bezig"),
    "gebundeld": gettext_lazy("Wij pakken het samen op met signalen van anderen"),
    "niet_opgepakt": gettext_lazy("Wij pakken dit niet op"),
    "teruggekoppeld": gettext_lazy("Wij zijn klaar"),
    "heropend": gettext_lazy("Wij kijken opnieuw"),
}
SOORTEN = {
    "ontvangen": gettext_lazy("U gaf dit door"),
    "antwoord": gettext_lazy("Ons antwoord"),
    "aanvulling": gettext_lazy("U voegde iets toe"),
    "vraag_aan_de_melder": gettext_lazy("Wij vroegen u iets"),
    "antwoord_van_de_melder": gettext_lazy("Uw antwoord"),
    "verder_zonder_antwoord": gettext_lazy("Wij gingen verder zonder uw antwoord"),
    "gevraagd_aan_afdeling": gettext_lazy("Wij vroegen een afdeling om mee te kijken"),
    "overdracht_aanvaard": gettext_lazy("Een collega nam het over"),
    "gegevens_verwijderd": gettext_lazy("U liet uw gegevens verwijderen"),
}


def wie_is_bezig(signaal):
    """The function of the owner, there where the signal lies; who it is, is not for a public address."""
    if signaal.status == "doorgezet" and signaal.doorgezet_naar_id:
        return _("de afdeling %(afdeling)s") % {"afdeling": signaal.doorgezet_naar}
    rollen = Gebiedsrol.objects.lopend().filter(persoon=signaal.eigenaar_id).select_related("gebied")
    here = signaal.trekkend_gebied.pad_ids()
    nearest = max(rollen, key=lambda rol: here.index(rol.gebied_id) if rol.gebied_id in here else -1, default=None)
    if nearest is None:
        return huidig().woorden["gebiedsmedewerker"]
    if nearest.gebied_id not in here or not nearest.gebied.ouder_id:
        return nearest.functie_naam
    return _("%(functie)s van %(gebied)s") % {"functie": nearest.functie_naam, "gebied": nearest.gebied}


def tijdlijn(signaal, gebeurtenissen):
    """``[{"kop", "tekst", "op"}]``: the public lines, in words that need no knowledge of our states."""
    code = {naam: status for status, naam in signaal.tabel.namen.items()}
    answered = {gebeurtenis.tekst for gebeurtenis in gebeurtenissen if gebeurtenis.soort == "antwoord"}
    return [
        {
            "kop": _kop(gebeurtenis, code),
            # How it came in they know; a reason that was also the answer is said once.
            "tekst": ""
            if gebeurtenis.soort == "ontvangen" or (gebeurtenis.soort == "status" and gebeurtenis.tekst in answered)
            else gebeurtenis.tekst,
            "op": gebeurtenis.op,
        }
        for gebeurtenis in gebeurtenissen
    ]


def _kop(gebeurtenis, code):
    if gebeurtenis.soort == "status":
        return STAPPEN[code[gebeurtenis.naar]] if gebeurtenis.naar in code else gebeurtenis.naar
    return SOORTEN.get(gebeurtenis.soort) or capfirst(gebeurtenis.soort.replace("_", " "))
