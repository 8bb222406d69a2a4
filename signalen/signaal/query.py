"""Questions about many signals: each is asked in one place, and chained."""

import re
from datetime import timedelta
from math import cos, radians

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from gebieden.houder import MetHouderQuerySet
from gebieden.mensen.models import Gebruiker
from gebieden.scope import InGebiedenQuerySet
from gebiedswerk.zoeken import zoek

from .code import code_hash

AFGEHANDELD = ("teruggekoppeld",)
ZOEKVELDEN = ("tekst", "plaats")
VLAKBIJ_METER = 300
RECENT = timedelta(days=180)


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
        """Open past its term. That it came in before now says nothing new, but lets SQLite walk the list in order."""
        return self.open().filter(uiterlijk__lt=dag or timezone.localdate(), ontvangen_op__lt=timezone.now())

    def met_code(self, code):
        return self.filter(code_hash=code_hash(code))

    def lijkt_op(self, signaal):
        """Open signals that may be about the same: close by, or recent on the same theme in the same area."""
        same = Q(thema=signaal.thema, trekkend_gebied=signaal.trekkend_gebied_id)
        if signaal.heeft_punt:
            lat = VLAKBIJ_METER / 111_320
            lon = lat / max(cos(radians(signaal.lat)), 0.01)
            same |= Q(
                lat__range=(signaal.lat - lat, signaal.lat + lat), lon__range=(signaal.lon - lon, signaal.lon + lon)
            )
        recent = self.open().filter(ontvangen_op__gte=timezone.now() - RECENT).exclude(pk=signaal.pk)
        return recent.exclude(status="gebundeld").filter(same)

    def zoek(self, tekst):
        return zoek(self, ZOEKVELDEN, tekst)

    def voor_lijst(self):
        """With all that one line of a list says; borders and stories of areas stay in the database."""
        return self.select_related("trekkend_gebied", "eigenaar", "platform").defer(
            "trekkend_gebied__grens", "trekkend_gebied__omschrijving", "reden", "antwoord"
        )

    def voor_dossier(self):
        return self.select_related("trekkend_gebied", "eigenaar", "platform", "melder", "doorgezet_naar").defer(
            "trekkend_gebied__grens", "trekkend_gebied__omschrijving"
        )
