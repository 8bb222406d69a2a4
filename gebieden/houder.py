"""What is always in somebody's name: how it is found, and how it gets another holder.

Every kind of dossier that waits for a person has this queryset; ``Gebruiker.open_werk`` and the handover at the end
of a role find the kinds by their relation to ``Gebruiker``, so that no kind can be forgotten.
"""

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from gebiedswerk.tijdlijn import schrijf


class MetHouderQuerySet(models.QuerySet):
    """A subclass knows ``open()``, ``in_gebieden(ids)``, and each row its ``gebied_ids()``.

    ``houder`` is the field and ``ligging`` the way to the areas. ``houden`` is the right without which the holder
    cannot do what is asked, ``overnemen`` the right that whoever takes over has in the area; None asks no more than a
    running role. ``vindt_zelf_houder``: the software itself finds a new holder when the old one left.
    """

    houder = "eigenaar"
    ligging = "gebieden"
    houden = "meelezen"
    overnemen = "behandelen"
    vindt_zelf_houder = False

    def open(self):
        raise NotImplementedError

    def van(self, persoon):
        return self.filter(**{self.houder: persoon})

    def met_nummer(self, nummer):
        """What people call it by a number ("S26-00012"); most kinds have none."""
        return self.none()

    def verweesd_bij(self, mag):
        """What is open in the name of who may not work on it: ``mag(person id, right, area ids)`` answers.

        Asks first who has something where, and reads whole rows only where that is wrong.
        """
        pairs = self.open().order_by().values_list(f"{self.houder}_id", self.ligging).distinct()
        wrong = [(wie, waar) for wie, waar in pairs if wie and not mag(wie, self.houden, {waar})]
        people, places = {wie for wie, _ in wrong}, {waar for _, waar in wrong}
        rows = self.open().filter(**{f"{self.houder}__in": people}).in_gebieden(places).voor_overdracht()
        rows = rows.select_related(self.houder) if wrong else ()
        return [ding for ding in rows if not mag(getattr(ding, f"{self.houder}_id"), self.houden, ding.gebied_ids())]

    def voor_overdracht(self):
        """With what is needed to name each row and to know where it lies."""
        return self

    def draag_over(self, van, naar, *, door=None, tekst=""):
        """All that is open here in the name of ``van`` becomes ``naar``'s, with a line in each timeline.

        Returns what moved. In one transaction; raises ``ValidationError`` when one of them cannot move.
        """
        with transaction.atomic():
            ids = list(self.open().van(van).values_list("pk", flat=True))
            rows = self.model._base_manager.filter(pk__in=ids).select_for_update().order_by("pk")
            moved = [row for row in rows if getattr(row, f"{self.houder}_id") == van.pk]
            self.model._base_manager.filter(pk__in=[row.pk for row in moved]).update(**self._nieuwe_houder(naar))
            for row in moved:
                schrijf(row, "nieuwe_eigenaar", door=door, van=van, naar=naar, tekst=tekst)
        return moved

    def _nieuwe_houder(self, naar):
        """A page that is open elsewhere must notice: the version goes up."""
        velden = {self.houder: naar}
        present = {veld.name for veld in self.model._meta.get_fields()}
        if "versie" in present:
            velden["versie"] = F("versie") + 1
        if "gewijzigd_op" in present:
            velden["gewijzigd_op"] = timezone.now()
        return velden
