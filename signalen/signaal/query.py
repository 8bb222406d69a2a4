"""Questions about many signals: each is asked in one place, and chained."""

import re
from datetime import datetime, time, timedelta
from math import cos, radians

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from gebieden.houder import MetHouderQuerySet
from gebieden.mensen.models import Gebruiker
from gebieden.scope import InGebiedenQuerySet
from gebiedswerk.code import code_hash
from gebiedswerk.profiel import huidig
from gebiedswerk.zoeken import zoek

AFGEHANDELD = ("teruggekoppeld",)
ZOEKVELDEN = ("tekst", "plaats")
VLAKBIJ_METER = 300
# Closer than this it may be about the same, whatever the theme.
ZELFDE_PLEK = 150
RECENT = timedelta(days=180)


def _binnen(lon, lat, meter):
    """A box around a point, for the index."""
    hoogte = meter / 111_320
    breedte = hoogte / max(cos(radians(lat)), 0.01)
    return Q(lat__range=(lat - hoogte, lat + hoogte), lon__range=(lon - breedte, lon + breedte))


class SignaalQuerySet(MetHouderQuerySet, InGebiedenQuerySet):
    vindt_zelf_houder = True

    def zichtbaar_voor(self, persoon):
        """Officials by their right to read along; a member of a platform sees what that platform put in."""
        visible = super().zichtbaar_voor(persoon)
        if not persoon.is_authenticated or persoon.is_ambtenaar:
            return visible
        return visible | self.filter(platform__leden__in=persoon.platformlidmaatschappen.lopend())

    def met_recht(self, persoon, recht):
        """Who owns a signal may work on it wherever it lies: so a handover across borders works."""
        where_allowed = super().met_recht(persoon, recht)
        if recht == "behandelen" and persoon.is_authenticated and persoon.is_ambtenaar:
            return where_allowed | self.filter(eigenaar=persoon)
        return where_allowed

    def open(self):
        return self.exclude(status__in=AFGEHANDELD)

    def telt_mee(self):
        """For figures and public pages: without what looks like spam until a person has looked at it."""
        return self.filter(is_verdacht=False)

    def openbaar(self):
        """What everybody may know of: not hidden, of a theme that is not private, and nothing that points at people.

        Where the text is about persons, or is gone with the reporter, only what an official wrote for everybody shows.
        """
        closed = [regel["code"] for regel in huidig().themas if not regel.get("openbaar", True)]
        without_words = Q(openbare_titel="") & (Q(is_persoonlijk=True) | Q(geanonimiseerd_op__isnull=False))
        return self.telt_mee().filter(is_verborgen=False).exclude(thema__in=closed).exclude(without_words)

    def op_zichzelf(self):
        """Without what is bundled: that is told once, by its main signal."""
        return self.filter(hoofdsignaal=None)

    def met_nummer(self, nummer):
        """As ``Signaal.nummer`` writes it: the year, and the id."""
        found = re.fullmatch(r"[Ss](\d\d)-0*(\d{1,9})", nummer.strip())
        return self.filter(pk=found[2], ontvangen_op__year=2000 + int(found[1])) if found else self.none()

    def voor_overdracht(self):
        return self.voor_lijst().prefetch_related("gebieden")

    def draag_over(self, van, naar, **hoe):
        """What was offered to a colleague in the meantime is not offered any more: somebody has it now."""
        with transaction.atomic():
            moved = super().draag_over(van, naar, **hoe)
            for signaal in moved:
                for overdracht in signaal.overdrachten.filter(status="aangeboden"):
                    overdracht.ga_naar("ingetrokken", wie="het systeem")
        return moved

    def verweesd(self):
        """Open, and the owner no longer works for the municipality."""
        return self.open().exclude(eigenaar__in=Gebruiker.objects.met_rol("meelezen"))

    def over_termijn(self, dag=None):
        """Open past its term, and not waiting for the reporter.

        That it came in before now says nothing new, but lets SQLite walk the list in order.
        """
        late = self.open().filter(uiterlijk__lt=dag or timezone.localdate(), ontvangen_op__lt=timezone.now())
        return late.filter(wacht_sinds=None)

    def wachtend(self):
        """What stands still because we asked the reporter something."""
        return self.open().filter(wacht_sinds__isnull=False)

    def te_vergeten(self, dag=None):
        """Closed longer ago than people are kept; also what was opened and closed again since they were taken out."""
        maanden = huidig().bewaartermijn("melder")
        grens = (dag or timezone.localdate()) - relativedelta(months=maanden)
        voor = timezone.make_aware(datetime.combine(grens, time.min))
        again = Q(geanonimiseerd_op=None) | Q(geanonimiseerd_op__lt=F("status_sinds"))
        return self.filter(again, status__in=AFGEHANDELD, status_sinds__lt=voor)

    def met_code(self, code):
        return self.filter(code_hash=code_hash(code))

    def lijkt_op(self, signaal):
        """Open signals that may be about the same: close by, or recent on the same theme in the same area."""
        same = Q(thema=signaal.thema, trekkend_gebied=signaal.trekkend_gebied_id)
        if signaal.heeft_punt:
            same |= _binnen(signaal.lon, signaal.lat, VLAKBIJ_METER)
        recent = self.open().filter(ontvangen_op__gte=timezone.now() - RECENT).exclude(pk=signaal.pk)
        return recent.exclude(status="gebundeld").filter(same)

    def vlakbij(self, lon, lat, gebied, thema):
        """Open and recent, about the same as somebody is about to tell: nearest first; without a point newest first.

        With a point: of this theme within some hundreds of metres, or of any theme close by.
        """
        recent = self.open().filter(ontvangen_op__gte=timezone.now() - RECENT).exclude(status="gebundeld")
        if lon is None or lat is None:
            return recent.filter(trekkend_gebied=gebied, thema=thema).order_by("-ontvangen_op", "-pk")
        breedte = max(cos(radians(lat)), 0.01)
        noord, oost = F("lat") - lat, (F("lon") - lon) * breedte
        near = recent.filter(_binnen(lon, lat, VLAKBIJ_METER)).filter(Q(thema=thema) | _binnen(lon, lat, ZELFDE_PLEK))
        return near.alias(afstand=noord * noord + oost * oost).order_by("afstand", "-pk")

    def zoek(self, tekst):
        return zoek(self, ZOEKVELDEN, tekst)

    def voor_lijst(self):
        """With all that one line of a list says; borders and stories of areas stay in the database."""
        return self.select_related("trekkend_gebied", "eigenaar", "platform").defer(
            "trekkend_gebied__grens", "trekkend_gebied__omschrijving", "reden", "antwoord"
        )

    def voor_werklijst(self):
        """``voor_lijst``, and on whom each row waits: parts without an answer, a colleague who was asked."""
        delen = self.model.delen.rel.related_model.objects.open().filter(signaal=OuterRef("pk"))
        aangeboden = self.model.overdrachten.rel.related_model.objects.open().filter(signaal=OuterRef("pk"))
        return (
            self.voor_lijst()
            .select_related("doorgezet_naar")
            .annotate(
                open_delen=Coalesce(
                    Subquery(delen.order_by().values("signaal").annotate(n=Count("pk")).values("n")), 0
                ),
                aangeboden_aan=Subquery(aangeboden.values("aan__naam")[:1]),
            )
        )

    def voor_dossier(self):
        return self.select_related("trekkend_gebied", "eigenaar", "platform", "melder", "doorgezet_naar").defer(
            "trekkend_gebied__grens", "trekkend_gebied__omschrijving"
        )
