"""One act on many signals: what can be done is done whole, and of the rest is said why not."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from gebieden.models import Gebruiker
from gebiedswerk.post import stuur
from gebiedswerk.statussen import GeenRecht
from signalen.overdracht.models import Overdracht
from signalen.signaal.models import Signaal

MEESTE = 200


@dataclass
class Uitslag:
    """``niet`` has the signals that stayed as they were, by the reason."""

    gedaan: list = field(default_factory=list)
    niet: dict = field(default_factory=dict)

    def zinnen(self):
        """What could not be done, a line for each reason."""
        for reden, signalen in self.niet.items():
            nummers = ", ".join(signaal.nummer for signaal in signalen)
            yield f"{len(signalen)} niet ({nummers}). {reden}"


def voor_elk(signalen, act):
    """``act(signaal)`` for each, in one transaction; one that refuses leaves nothing behind and stops no other.

    In the order of their numbers: two people who do this at once wait for each other, and never both.
    """
    uitslag = Uitslag()
    with transaction.atomic():
        for signaal in sorted(signalen, key=lambda s: s.pk):
            try:
                with transaction.atomic():
                    act(signaal)
            except GeenRecht:
                uitslag.niet.setdefault("U mag dit hier niet doen.", []).append(signaal)
            except ValidationError as fout:
                uitslag.niet.setdefault(" ".join(fout.messages), []).append(signaal)
            else:
                uitslag.gedaan.append(signaal)
    return uitslag


def beoordeel(signalen, *, door):
    def act(signaal):
        if signaal.status == "in_beoordeling":
            raise ValidationError("Dit was al in beoordeling.")
        signaal.ga_naar("in_beoordeling", door=door, is_openbaar=True)

    return voor_elk(signalen, act)


def draag_over(signalen, *, aan, context, door):
    """Offer each to ``aan``, who hears of it in one mail; what nobody holds any more moves at once."""
    aangeboden = []

    def act(signaal):
        werkt_nog = signaal.eigenaar.is_active and signaal.eigenaar.is_ambtenaar
        if signaal.eigenaar_id == aan.pk:
            raise ValidationError(f"{aan} is al de eigenaar.")
        if not signaal.mag_overdragen(door):
            raise ValidationError("Alleen de eigenaar, of wie de eigenaar vervangt, kan dit overdragen.")
        if werkt_nog:
            aangeboden.append(Overdracht.objects.bied_aan(signaal, aan=aan, context=context, door=door, mail=False))
        elif not signaal.is_open:
            raise ValidationError("Dit signaal is al teruggekoppeld.")
        else:
            Signaal.objects.filter(pk=signaal.pk).draag_over(signaal.eigenaar, aan, door=door, tekst=context)

    uitslag = voor_elk(signalen, act)
    if len(aangeboden) == 1:
        aangeboden[0].mail(aan, f"{door} vraagt u een signaal over te nemen")
    elif aangeboden:
        onderwerp = f"{door} vraagt u {len(aangeboden)} signalen over te nemen"
        sleutel = f"overdrachten:{aangeboden[0].pk}:{len(aangeboden)}"
        sjabloon = "post/signaal_overdrachten.txt"
        stuur(aan.email, onderwerp, sjabloon, sleutel=sleutel, kop=onderwerp, overdrachten=aangeboden, ontvanger=aan)
    return uitslag


def neem_over(signalen, *, door):
    """Accept what was offered to me, or to whom I stand in for."""

    def act(signaal):
        overdracht = signaal.overdrachten.open().select_related("van", "aan", "signaal").first()
        if overdracht is None or not overdracht.heeft_recht(door, "ontvangen"):
            raise ValidationError("Dit is niet aan u gevraagd.")
        overdracht.ga_naar("aanvaard", door=door)

    return voor_elk(signalen, act)


def bundel(signalen, *, hoofd, door):
    """Under one main signal; what nobody judged yet is judged on the way."""

    def act(signaal):
        if signaal.pk == hoofd.pk:
            raise ValidationError("Dit is het signaal waar de andere bij horen.")
        if signaal.status == "gebundeld" and signaal.hoofdsignaal_id == hoofd.pk:
            raise ValidationError("Dit hoorde er al bij.")
        if signaal.status in ("nieuw", "heropend"):
            signaal.ga_naar("in_beoordeling", door=door, is_openbaar=True)
        signaal.ga_naar("gebundeld", door=door, is_openbaar=True, hoofdsignaal=hoofd)

    return voor_elk(signalen, act)


def collegas():
    return Gebruiker.objects.met_rol("meelezen")
