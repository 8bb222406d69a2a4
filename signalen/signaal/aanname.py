"""Taking in a signal: what follows from its place, before anybody has looked at it."""

from django.db import models, transaction
from django.utils import timezone

from gebiedswerk.code import code_hash, nieuw_zaad
from gebiedswerk.profiel import huidig
from gebiedswerk.termijnen import uiterste_dag
from gebiedswerk.tijdlijn import schrijf
from signalen.melder.models import Melder
from signalen.regel.alarm import sla_alarm
from signalen.regel.toewijzen import Toewijzing, wijs_toe

from .code import volgcode
from .query import SignaalQuerySet


class SignaalManager(models.Manager.from_queryset(SignaalQuerySet)):
    def neem_aan(self, *, tekst, thema, gebied, melder=None, platform=None, bron="formulier", op=None, **velden):
        """Take in a signal: owner, term and code follow from place and profile, all in one transaction.

        ``melder`` is a dict with naam, email, telefoon (all may be empty). Sends no mail: see ``bevestig``.
        Raises ``GeenEigenaar`` in a municipality without officials.
        """
        op = op or timezone.now()
        with transaction.atomic():
            eigenaar = velden.pop("eigenaar", None)
            toewijzing = Toewijzing(eigenaar) if eigenaar else wijs_toe(gebied, thema, platform)
            plek = {"thema": thema, "trekkend_gebied": gebied, "platform": platform}
            signaal = self.stel_op(
                toewijzing, vanaf=timezone.localdate(op), op=op, bron=bron, tekst=tekst, **plek, **velden
            )
            signaal.save()
            signaal.gebieden.add(gebied)
            if melder and any(melder.values()):
                signaal.melder = Melder.objects.create(signaal=signaal, **melder)
            wie = platform.naam if platform else "een inwoner"
            schrijf(signaal, "ontvangen", wie=wie, tekst=signaal.get_bron_display(), is_openbaar=True, op=op)
            if toewijzing.zonder_mens:
                sla_alarm(toewijzing.zonder_mens)
        return signaal

    def stel_op(self, toewijzing, *, thema, vanaf, op, **velden):
        """A signal that is not stored yet, with all that follows from its place; ``vanaf`` is when its term begins."""
        zaad = nieuw_zaad()
        return self.model(
            thema=thema,
            domein=huidig().domein_van(thema),
            eigenaar=toewijzing.eigenaar,
            regel=toewijzing.regel,
            is_zonder_regel=toewijzing.is_zonder_regel,
            code_zaad=zaad,
            code_hash=code_hash(volgcode(zaad)),
            termijn_vanaf=vanaf,
            uiterlijk=uiterste_dag("signaal_beoordelen", vanaf),
            ontvangen_op=op,
            aangemaakt_op=op,
            **{"status_sinds": op, **velden},
        )
